// SPDX-License-Identifier: MIT
#include <tokendyno/openai/exchange.hpp>

#include <doctest/doctest.h>
#include <support/capture.hpp>
#include <support/responses.hpp>

#include <cstdint>
#include <optional>
#include <string>

// What llama.cpp's server says of its answers in `timings`, as a person reads it in the captures.

using namespace tokendyno;

namespace {

struct said {
  std::string_view file;
  bool streamed;
  std::uint32_t cached;
  std::uint32_t prompt;
  double prompt_ms;
  std::uint32_t predicted;
  double predicted_ms;
};

constexpr said timed_captures[] = {
    {"llama-server/chat_stream_usage", true, 0, 27, 33.787, 6, 26.965},             // in the usage event
    {"llama-server/chat_stream_nousage", true, 26, 1, 5.42, 6, 26.867},             // in the finish event
    {"llama-server/chat_stream_progress", true, 0, 27, 19.827, 3, 10.793},          // three tokens in one event
    {"llama-server/chat_stream_timings_per_token", true, 26, 1, 5.485, 4, 17.815},  // in every event: the last counts
    {"llama-server/completions_stream_usage", true, 2, 11, 12.012, 5, 21.6},
    {"llama-server/chat_nostream", false, 26, 1, 5.677, 6, 25.892},
};

}  // namespace

TEST_CASE("timings of real answers, cut everywhere") {
  for (auto const& e : timed_captures) {
    CAPTURE(e.file);
    auto const bytes = support::capture(e.file);
    auto const look = [&](support::response const& r) {
      auto const& got = r.record.timings;
      REQUIRE(got.cached_tokens == e.cached);
      REQUIRE(got.prompt_tokens == e.prompt);
      REQUIRE(got.prompt == from_seconds(e.prompt_ms * 1e-3));
      REQUIRE(got.predicted_tokens == e.predicted);
      REQUIRE(got.predicted == from_seconds(e.predicted_ms * 1e-3));
      REQUIRE(r.record.output_tokens == e.predicted);
      REQUIRE(r.record.input_tokens == e.prompt + e.cached);
    };
    support::respond_to_every_cut(bytes, look, bytes.size() / 100, e.streamed);
  }
}

TEST_CASE("servers without timings have none") {
  CHECK(support::respond(support::capture("vllm/chat_stream_usage")).record.timings.empty());
  // The server was stopped before it came to them.
  CHECK(support::respond(support::capture("llama-server/killed_midstream")).record.timings.empty());
}

TEST_CASE("a record that is used again has no timings of the answer before") {
  auto r = support::respond(support::capture("llama-server/chat_stream_usage")).record;
  REQUIRE_FALSE(r.timings.empty());
  r.reset();
  CHECK(r.timings.empty());
}
