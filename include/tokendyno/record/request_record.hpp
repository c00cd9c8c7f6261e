// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/record/finish_reason.hpp>
#include <tokendyno/record/outcome.hpp>
#include <tokendyno/record/server_timings.hpp>
#include <tokendyno/record/stream_read.hpp>
#include <tokendyno/record/token_source.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tokendyno::record {

/// The part of a run a request was issued in.
enum class phase : std::uint8_t {
  warmup,    ///< before the measurement window; in no figure
  measured,  ///< scheduled inside the window
};

/// Everything that is known of one request once it has ended. Instants that never came are empty.
/// Definitions: docs/concepts.md#instants.
struct request_record {
  std::uint64_t index = 0;  ///< position in the plan; the same in both arms of a comparison
  record::phase phase = record::phase::measured;
  record::outcome outcome = record::outcome::completed;
  int http_status = 0;  ///< 0 if no status line came; of an error event its `code`, if it has one
  record::finish_reason finish = record::finish_reason::none;
  bool streamed = true;  ///< false: one JSON body; no TTFT, TPOT or ITL then

  time_point scheduled{};                   ///< intended start; closed loop: slot free and think time over
  time_point sent{};                        ///< just before the first byte was written, connection already up
  duration connect{};                       ///< connecting (and TLS) for this request; 0 on a reused connection
  std::optional<time_point> headers;        ///< status line and headers received
  std::optional<time_point> first_event;    ///< first data event of any kind
  std::optional<time_point> first;          ///< first event with at least one generated token
  std::optional<time_point> first_visible;  ///< first event with text, reasoning, a tool call or a refusal in it
  std::optional<time_point> answer;         ///< first event with an answer token (not reasoning)
  std::optional<time_point> last;           ///< last event with at least one generated token
  std::optional<time_point> finished;       ///< first event with a finish reason
  std::optional<time_point> done;           ///< [DONE]
  time_point closed{};                      ///< body complete, or the instant the request was given up

  std::uint32_t max_tokens = 0;     ///< asked for
  std::uint32_t input_tokens = 0;   ///< `usage.prompt_tokens`; 0 if the server did not say
  std::uint32_t output_tokens = 0;  ///< N; see `tokens_from`
  token_source tokens_from = token_source::unknown;
  std::uint32_t first_read_tokens = 0;  ///< k1, tokens in the first content read; 0 if unknown
  std::uint32_t content_events = 0;
  std::uint32_t content_reads = 0;
  server_timings timings{};          ///< what the server itself says of this answer; llama.cpp only
  std::uint64_t bytes_received = 0;  ///< on the wire, headers and framing included
  std::uint16_t reconnects = 0;      ///< times a reused connection was found closed and the request sent again
  bool reused_connection = false;
  bool no_done = false;  ///< the stream ended properly, but without [DONE]
  bool data_after_done = false;

  std::string error;  ///< the server's own words or ours, at most 200 bytes; empty on success
  std::string text;   ///< the answer, if it was asked to be kept

  std::vector<stream_read> reads;  ///< reads with data events, in order

  /// True if the request gave a whole answer.
  [[nodiscard]] bool completed() const noexcept { return outcome == record::outcome::completed; }

  /// Back to a fresh record, keeping the memory of its strings and reads.
  void reset() {
    auto kept_error = std::move(error);
    auto kept_text = std::move(text);
    auto kept_reads = std::move(reads);
    *this = request_record{};
    error = std::move(kept_error);
    text = std::move(kept_text);
    reads = std::move(kept_reads);
    error.clear();
    text.clear();
    reads.clear();
  }
};

}  // namespace tokendyno::record
