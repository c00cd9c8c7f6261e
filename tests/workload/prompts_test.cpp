// SPDX-License-Identifier: MIT
#include <tokendyno/workload/documents.hpp>
#include <tokendyno/workload/synthetic.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

namespace td = tokendyno;

namespace {
std::size_t words(std::string const& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), ' ')) + 1;
}
}  // namespace

TEST_CASE("synthetic prompts have the length asked for, and depend on seed and index alone") {
  auto const source = td::workload::synthetic({.input_tokens = 25, .output_tokens = 64});
  auto const again = td::workload::synthetic({.input_tokens = 25, .output_tokens = 64});
  for (std::uint64_t i : {0U, 1U, 2U, 999U}) {
    CHECK(words(source.at(i).text) == 25);
    CHECK(source.at(i).output_tokens == 64);
    CHECK(source.at(i).text == again.at(i).text);
  }
  CHECK(source.at(0).text != td::workload::synthetic({.input_tokens = 25, .seed = 2}).at(0).text);
  CHECK(source.input_tokens == 25);
}

TEST_CASE("synthetic prompts differ within the first three words, so no prefix cache helps") {
  auto const source = td::workload::synthetic({.input_tokens = 3});
  std::set<std::string> seen;
  for (std::uint64_t i = 0; i < 1000; ++i) seen.insert(source.at(i).text);
  CHECK(seen.size() > 995);
}

TEST_CASE("lengths of 0 are refused by name") {
  CHECK_THROWS_WITH_AS(static_cast<void>(td::workload::synthetic({.input_tokens = 0})),
                       "workload::synthetic: input_tokens must be at least 1", td::invalid_argument);
  CHECK_THROWS_AS(static_cast<void>(td::workload::synthetic({.output_tokens = 0})), td::invalid_argument);
  CHECK_THROWS_AS(static_cast<void>(td::workload::fixed({})), td::invalid_argument);
}

TEST_CASE("documents are split, trimmed and asked in rounds") {
  auto const documents = td::workload::split_documents("[DOC]\nfirst one\n[DOC]  \n[DOC] second\n");
  REQUIRE(documents.size() == 2);
  CHECK(documents[0] == "first one");
  CHECK(documents[1] == "second");

  auto const source = td::workload::summarise_documents(documents, {.repeat = 4, .output_tokens = 512});
  CHECK(source.at(0).text == "Request 0. Summarise the following document in 5 bullet points.\n\nfirst one");
  CHECK(source.at(1).text.ends_with("second"));
  CHECK(source.at(8).text == "Request 8. Summarise the following document in 5 bullet points.\n\nfirst one");
  CHECK(source.output_tokens == 512);
  CHECK(source.description == "2 documents, 4 times each (8 requests), each with its number first");
  auto const plain = td::workload::summarise_documents(documents, {.unique_prefix = false});
  CHECK(plain.at(0).text == plain.at(8).text);
}

TEST_CASE("a text without the mark is one document; a blank one is none") {
  CHECK(td::workload::split_documents("only text").size() == 1);
  CHECK_THROWS_WITH_AS(static_cast<void>(td::workload::split_documents(" \n[DOC]\n")),
                       "no documents: expected texts set apart by [DOC]", td::setup_error);
}

TEST_CASE("lengths may vary by index") {
  auto const source = td::workload::synthetic({.lengths = td::workload::lognormal_lengths{}});
  td::workload::lognormal_lengths const lengths;
  for (std::uint64_t i : {0U, 1U, 1023U, 1024U}) {
    CHECK(words(source.at(i).text) == lengths(i).input);
    CHECK(source.at(i).output_tokens == lengths(i).output);
  }
  CHECK(source.output_tokens == 0);
}
