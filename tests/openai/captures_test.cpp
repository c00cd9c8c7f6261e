// SPDX-License-Identifier: MIT
#include <tokendyno/openai/exchange.hpp>

#include <doctest/doctest.h>
#include <openai/captures.hpp>
#include <support/capture.hpp>
#include <support/responses.hpp>

#include <algorithm>
#include <string_view>

using namespace tokendyno;
using support::response;

namespace {

// Each position for the usual size, fewer for the few that are large: the time grows with the square.
std::size_t step_for(std::string_view bytes) { return bytes.size() < 4000 ? 1 : bytes.size() / 400; }

}  // namespace

TEST_CASE("answers of real servers, cut everywhere") {
  for (auto const& e : captures::answers) {
    CAPTURE(e.file);
    auto const bytes = support::capture(e.file);
    std::string text;
    auto const look = [&](response const& r) {
      auto const& got = r.record;
      REQUIRE(name(got.outcome) == e.outcome);
      REQUIRE(got.http_status == 200);
      REQUIRE(name(got.finish) == e.finish);
      REQUIRE(got.output_tokens == e.output_tokens);
      REQUIRE(name(got.tokens_from) == e.tokens_from);
      REQUIRE(got.input_tokens == e.input_tokens);
      REQUIRE(got.content_events == e.content_events);
      REQUIRE(got.streamed == e.streamed);
      REQUIRE(got.no_done == e.no_done);
      REQUIRE_FALSE(got.data_after_done);
      REQUIRE(r.model == e.model);
      REQUIRE(got.text.substr(0, e.text.size()) == e.text);
      REQUIRE(got.first.has_value() == (e.content_events > 0));
      REQUIRE(got.bytes_received == bytes.size());
      if (text.empty()) text = got.text;
      REQUIRE(got.text == text);
    };
    support::respond_to_every_cut(bytes, look, step_for(bytes), e.streamed);
  }
}

TEST_CASE("refusals of real servers, cut everywhere") {
  for (auto const& e : captures::refusals) {
    CAPTURE(e.file);
    auto const bytes = support::capture(e.file);
    auto const look = [&](response const& r) {
      REQUIRE(r.status == openai::exchange::status::complete);
      REQUIRE(name(r.record.outcome) == e.outcome);
      REQUIRE(r.record.http_status == e.http_status);
      REQUIRE(r.record.error.substr(0, e.message.size()) == e.message);
      REQUIRE(r.record.error.size() <= openai::error_text_limit);
      REQUIRE(r.record.output_tokens == 0);
    };
    support::respond_to_every_cut(bytes, look, step_for(bytes));
  }
}

TEST_CASE("a server that was stopped ends its stream politely, with abort") {
  auto const bytes = support::capture("vllm/killed_midstream");
  auto const look = [](response const& r) {
    REQUIRE(r.record.outcome == record::outcome::in_stream_error);
    REQUIRE(r.record.error == "finish_reason: abort");
    REQUIRE(r.record.finish == record::finish_reason::abort);
    REQUIRE(r.record.content_events == 81);
    REQUIRE(r.record.output_tokens == 81);
    REQUIRE(r.record.done);
    REQUIRE(r.reusable);
  };
  support::respond_to_every_cut(bytes, look, 97);
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
