// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace tokendyno::workload {

/// Short English words, each of which is one token with its leading space in the usual byte-pair vocabularies.
inline constexpr std::array<std::string_view, 128> common_words{
    "time",    "year",        "people", "way",      "day",       "man",     "thing",   "woman",   "life",
    "child",   "world",       "school", "state",    "family",    "student", "group",   "country", "problem",
    "hand",    "part",        "place",  "case",     "week",      "company", "system",  "program", "question",
    "work",    "government",  "number", "night",    "point",     "home",    "water",   "room",    "mother",
    "area",    "money",       "story",  "fact",     "month",     "lot",     "right",   "study",   "book",
    "eye",     "job",         "word",   "business", "issue",     "side",    "kind",    "head",    "house",
    "service", "friend",      "father", "power",    "hour",      "game",    "line",    "end",     "member",
    "law",     "car",         "city",   "name",     "president", "team",    "minute",  "idea",    "kid",
    "body",    "information", "back",   "parent",   "face",      "others",  "level",   "office",  "door",
    "health",  "person",      "art",    "war",      "history",   "party",   "result",  "change",  "morning",
    "reason",  "research",    "girl",   "guy",      "moment",    "air",     "teacher", "force",   "education",
    "foot",    "boy",         "age",    "policy",   "music",     "food",    "market",  "view",    "road",
    "light",   "paper",       "space",  "table",    "field",     "church",  "river",   "data",    "course",
    "price",   "land",        "voice",  "action",   "model",     "rate",    "season",  "nature",  "street",
    "truth",   "letter"};

/// `count` words drawn from `common_words` by a stream that starts at `seed`: the same seed, the same text.
[[nodiscard]] inline std::string random_words(std::uint64_t seed, std::uint32_t count) {
  std::string text;
  text.reserve(count * 8U);
  for (std::uint32_t i = 0; i < count; ++i) {
    // SplitMix64 (Steele, Lea, Flood 2014): a good stream from any seed, also from 0, 1, 2, …
    std::uint64_t z = (seed += 0x9e3779b97f4a7c15U);
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    z ^= z >> 31U;
    if (i != 0) text += ' ';
    text += common_words[z % common_words.size()];
  }
  return text;
}

}  // namespace tokendyno::workload
