// SPDX-License-Identifier: MIT
#include <tokendyno/openai/stream_tally.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

using namespace tokendyno;
using openai::chunk;
using openai::content_kind;
using record::stream_read;
using record::token_source;

namespace {

time_point tick(int ms) { return time_point{std::chrono::milliseconds{ms}}; }

chunk event(content_kind kind, std::optional<std::uint32_t> count = {}, std::uint32_t ids = 0) {
  return {.has_choices = true, .content = kind, .token_ids = ids, .completion_tokens = count};
}

// One event a read, 1, 2, 3 … ms after the clock's zero.
record::request_record tally(std::vector<chunk> const& events) {
  record::request_record r;
  openai::stream_tally t;
  t.start(r);
  int ms = 0;
  for (auto const& e : events) {
    t.open_read(tick(++ms));
    t.add(e);
    t.close_read();
  }
  t.settle();
  return r;
}

std::vector<std::uint32_t> tokens_of(record::request_record const& r) {
  std::vector<std::uint32_t> out;
  for (auto const& read : r.reads) out.push_back(read.tokens);
  return out;
}

constexpr auto none = content_kind::none;
constexpr auto words = content_kind::text;

}  // namespace

TEST_CASE("each kind of output is a token and is counted under itself") {
  auto const r = tally({event(content_kind::reasoning), event(content_kind::refusal), event(content_kind::tool),
                        event(words), event(none, {}, 3)});
  CHECK(r.reads == std::vector<stream_read>{{.at = tick(1), .events = 1, .choices = 1, .reasoning = 1},
                                            {.at = tick(2), .events = 1, .choices = 1, .refusal = 1},
                                            {.at = tick(3), .events = 1, .choices = 1, .tool = 1},
                                            {.at = tick(4), .events = 1, .choices = 1, .text = 1},
                                            {.at = tick(5), .events = 1, .choices = 1, .counted = 1, .tokens = 3}});
  CHECK(r.first == tick(1));
  CHECK(r.first_visible == tick(1));
  CHECK(r.answer == tick(2));
  CHECK(r.last == tick(5));
  CHECK(r.content_events == 5);
}

TEST_CASE("an event known by its count alone is neither visible nor an answer") {
  auto const r = tally({event(none, 0), event(none, 1), event(content_kind::reasoning, 2), event(words, 3)});
  CHECK(r.first == tick(2));
  CHECK(r.first_visible == tick(3));
  CHECK(r.answer == tick(4));
  CHECK(tally({event(none, {}, 1)}).first == tick(1));
  CHECK_FALSE(tally({event(none, {}, 1)}).first_visible);
  CHECK_FALSE(tally({event(none, {}, 1)}).answer);
}

TEST_CASE("the first count seen is only the base, also on a late event") {
  auto const one = tally({event(none, 1), event(none, 2)});
  CHECK(one.first == tick(2));
  CHECK(one.content_events == 1);
  // Usage in the finish chunk only: no token is in it.
  auto const finish_only = tally({event(words), event(words), event(none, 6)});
  CHECK(finish_only.last == tick(2));
  CHECK(finish_only.content_events == 2);
  CHECK(finish_only.output_tokens == 6);
  CHECK(finish_only.tokens_from == token_source::usage);
  CHECK(tokens_of(finish_only) == std::vector<std::uint32_t>{0, 0, 0});
}

TEST_CASE("a count that stands still or an event without choices is no token") {
  chunk usage_only;
  usage_only.completion_tokens = 9;
  usage_only.prompt_tokens = 4;
  auto const r = tally({event(none, 0), event(words, 1), event(none, 1), usage_only, event(none, 1)});
  CHECK(r.content_events == 1);
  CHECK(r.last == tick(2));
  CHECK(r.output_tokens == 1);  // the last count of any event wins
  CHECK(r.input_tokens == 4);
  CHECK(r.reads[3] == stream_read{.at = tick(4), .events = 1});
  // A count of an event without choices is no base either.
  CHECK(tally({usage_only, event(none, 10)}).content_events == 0);
}

TEST_CASE("counts give the tokens of each read") {
  auto const r = tally({event(none, 0), event(words, 1), event(words, 4), event(none, 6)});
  CHECK(tokens_of(r) == std::vector<std::uint32_t>{0, 1, 3, 2});
  CHECK(r.first_read_tokens == 1);
  CHECK(r.output_tokens == 6);
  // The first event has a token and a count: all of it came with this read.
  CHECK(tokens_of(tally({event(words, 2), event(words, 3)})) == std::vector<std::uint32_t>{2, 1});
  // Counts that begin late: what came before is in no known read.
  CHECK(tokens_of(tally({event(words), event(words, 5), event(words, 6)})) == std::vector<std::uint32_t>{0, 0, 1});
  // A token that showed itself in no event is counted with the next read, so that all add up.
  CHECK(tokens_of(tally({event(none, 1), event(words, 2), event(words, 3)})) == std::vector<std::uint32_t>{0, 2, 1});
}

TEST_CASE("token ids give the tokens of each read, and N without a usage") {
  auto const r = tally({event(none), event(words, {}, 2), event(none, {}, 1), event(words, {}, 3)});
  CHECK(tokens_of(r) == std::vector<std::uint32_t>{0, 2, 1, 3});
  CHECK(r.output_tokens == 6);
  CHECK(r.tokens_from == token_source::token_ids);
  CHECK(r.first_read_tokens == 2);
  // With both, a read has them once.
  CHECK(tokens_of(tally({event(none, 0), event(words, 2, 2), event(words, 3, 1)})) ==
        std::vector<std::uint32_t>{0, 2, 1});
}

TEST_CASE("a read with an event of unknown size has no count") {
  record::request_record r;
  openai::stream_tally t;
  t.start(r);
  t.open_read(tick(1));
  t.add(event(words, {}, 2));
  t.add(event(words));
  t.close_read();
  t.open_read(tick(2));
  t.add(event(words, {}, 1));
  t.close_read();
  t.settle();
  CHECK(tokens_of(r) == std::vector<std::uint32_t>{0, 1});
  CHECK(r.first_read_tokens == 0);
  CHECK(r.content_reads == 2);
}

TEST_CASE("where the number of tokens comes from") {
  CHECK(tally({event(words), event(words)}).tokens_from == token_source::events);
  CHECK(tally({event(words), event(words)}).output_tokens == 2);
  CHECK(tally({event(none)}).tokens_from == token_source::unknown);
  CHECK(tally({event(none)}).output_tokens == 0);
  CHECK(tally({event(none, 0)}).tokens_from == token_source::usage);
  // Gateways fill in zeros.
  CHECK(tally({event(words), event(none, 0)}).tokens_from == token_source::events);
  CHECK(tally({event(words), event(none, 0)}).output_tokens == 1);
}

TEST_CASE("the first finish reason holds, unless a later one is no success") {
  auto const finish = [](record::finish_reason f) { return chunk{.has_choices = true, .finish = f}; };
  using record::finish_reason;
  auto const r = tally({event(words), finish(finish_reason::length), finish(finish_reason::stop)});
  CHECK(r.finish == finish_reason::length);
  CHECK(r.finished == tick(2));
  CHECK(r.last == tick(1));
  CHECK(tally({finish(finish_reason::stop), finish(finish_reason::abort)}).finish == finish_reason::abort);
}

TEST_CASE("a read goes on in its row as long as the stamp is the same") {
  record::request_record r;
  openai::stream_tally t;
  t.start(r);
  for (int i = 0; i < 2; ++i) {
    t.open_read(tick(1));
    t.add(event(words, {}, 1));
    t.close_read();
  }
  t.open_read(tick(1));
  t.close_read();
  t.settle();
  CHECK(r.reads == std::vector<stream_read>{{.at = tick(1), .events = 2, .choices = 2, .text = 2, .tokens = 2}});
  CHECK(r.content_reads == 1);
  CHECK(r.first_read_tokens == 2);
}
