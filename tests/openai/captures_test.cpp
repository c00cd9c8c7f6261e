// SPDX-License-Identifier: MIT
#include <tokendyno/openai/exchange.hpp>

#include <doctest/doctest.h>
#include <openai/captures.hpp>
#include <support/capture.hpp>
#include <support/pages.hpp>
#include <support/responses.hpp>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

using namespace tokendyno;
using support::response;

namespace {

void check(captures::expectation const& e, response const& r, std::size_t bytes) {
  auto const& got = r.record;
  REQUIRE(name(got.outcome) == e.outcome);
  REQUIRE(got.http_status == e.http_status);
  REQUIRE(name(got.finish) == e.finish);
  REQUIRE(got.output_tokens == e.output_tokens);
  REQUIRE(name(got.tokens_from) == e.tokens_from);
  REQUIRE(got.input_tokens == e.input_tokens);
  REQUIRE(got.content_events == e.content_events);
  REQUIRE(got.first.has_value() == (e.content_events > 0));
  REQUIRE(got.no_done == e.no_done);
  REQUIRE_FALSE(got.data_after_done);
  REQUIRE(r.model == e.model);
  REQUIRE(r.server.engine == e.engine);
  REQUIRE(got.text.substr(0, e.text.size()) == e.text);
  REQUIRE(got.error.substr(0, e.error.size()) == e.error);
  REQUIRE(got.error.empty() == e.error.empty());
  REQUIRE(got.error.size() <= openai::error_text_limit);
  REQUIRE(got.bytes_received == bytes);
  if (!e.outcome.starts_with("http_")) REQUIRE(got.streamed == e.streamed);
}

// Whole, each byte alone, and cut at every position: in two, and a large file, whose time would grow with the square of
// its size, at a comb of positions that is moved on until each byte has had its cut.
void check_cut(captures::expectation const& e) {
  constexpr std::size_t large = 8192;
  constexpr std::size_t comb = 1021;  // a prime of several events' length
  CAPTURE(e.file);
  auto const bytes = support::capture(e.file);
  auto const whole = support::respond(bytes, {}, e.streamed);
  check(e, whole, bytes.size());
  auto const look = [&](std::size_t first, std::size_t distance) {
    std::vector<std::size_t> cuts;
    for (auto at = first; at < bytes.size(); at += distance) cuts.push_back(at);
    auto const r = support::respond(bytes, cuts, e.streamed);
    check(e, r, bytes.size());
    REQUIRE(r.record.text == whole.record.text);
  };
  look(1, 1);
  bool const is_large = bytes.size() > large;
  for (std::size_t i = 1; i < (is_large ? comb + 1 : bytes.size()); ++i) look(i, is_large ? comb : bytes.size());
}

void check_all_of(std::string_view folder) {
  std::size_t files = 0;
  for (auto const& e : captures::expected) {
    if (e.file.substr(0, e.file.find('/')) != folder) continue;
    check_cut(e);
    ++files;
  }
  CHECK(files > 0);
}

}  // namespace

TEST_CASE("what llama-cpp-python sent, cut at every byte") { check_all_of("llama-cpp-python"); }
TEST_CASE("what llama-server sent, cut at every byte") { check_all_of("llama-server"); }
TEST_CASE("what llm-d-inference-sim sent, cut at every byte") { check_all_of("llm-d-sim"); }
TEST_CASE("what a server around node-llama-cpp sent, cut at every byte") { check_all_of("node-llama-cpp"); }
TEST_CASE("what transformers serve sent, cut at every byte") { check_all_of("transformers-serve"); }
TEST_CASE("what vLLM sent, cut at every byte") { check_all_of("vllm"); }
TEST_CASE("what vLLM on an H200 sent, cut at every byte") { check_all_of("vllm-0.24.0-h200"); }

TEST_CASE("every capture has its row, once") {
  std::multiset<std::string> rows;
  for (auto const& e : captures::expected) rows.emplace(e.file);
  for (auto const& e : support::pages) rows.emplace(e.file);
  std::multiset<std::string> files;
  std::filesystem::path const root{TOKENDYNO_TEST_DATA "/captures"};
  for (auto const& entry : std::filesystem::recursive_directory_iterator{root}) {
    if (entry.path().extension() != ".http") continue;
    files.insert(entry.path().lexically_relative(root).replace_extension().string());
  }
  CHECK(files.size() > 100);
  for (auto const& file : files) {
    CAPTURE(file);
    CHECK(rows.count(file) == 1);
  }
  for (auto const& row : rows) {
    CAPTURE(row);
    CHECK(files.count(row) == 1);
  }
}

TEST_CASE("tokens of each read where the server tells them") {
  // One read is one HTTP chunk here, as these servers write.
  auto const reads_of = [](std::string_view file) {
    auto const bytes = support::capture(file);
    std::vector<std::size_t> cuts;
    for (auto at = bytes.find("data: "); at != std::string::npos; at = bytes.find("data: ", at + 1)) cuts.push_back(at);
    return support::respond(bytes, cuts).record.reads;
  };
  auto const tokens = [](auto const& reads) {
    std::vector<std::uint32_t> out;
    for (auto const& read : reads) out.push_back(read.tokens);
    return out;
  };
  CHECK(tokens(reads_of("vllm/chat_stream_usage_continuous")) == std::vector<std::uint32_t>{0, 1, 1, 1, 1, 1, 0});
  CHECK(tokens(reads_of("vllm/chat_stream_tokenids")) == std::vector<std::uint32_t>{0, 1, 1, 1, 1});
  auto const reads = reads_of("vllm/chat_stream_usage_continuous");
  CHECK(std::count_if(reads.begin(), reads.end(), [](auto const& r) { return r.counted == 1; }) == 4);
  CHECK(std::count_if(reads.begin(), reads.end(), [](auto const& r) { return r.text == 1; }) == 1);
}
