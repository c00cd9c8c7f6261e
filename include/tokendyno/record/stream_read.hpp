// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>

#include <cstdint>

namespace tokendyno::record {

/// One socket read of a streamed answer that held at least one SSE data event.
///
/// All events of a read share its stamp. The counts of kinds are exclusive: an event is counted once, under the
/// first kind that fits, in the order of the members from `text` to `counted` (docs/concepts.md#token-events).
struct stream_read {
  time_point at{};              ///< when the read returned, taken before any parsing
  std::uint16_t events = 0;     ///< data events of any kind but [DONE]
  std::uint16_t choices = 0;    ///< of these, events whose `choices` is not empty
  std::uint16_t text = 0;       ///< content events with answer text: `delta.content` or `text`
  std::uint16_t reasoning = 0;  ///< content events with reasoning text only
  std::uint16_t tool = 0;       ///< content events with a tool call only
  std::uint16_t refusal = 0;    ///< content events with a refusal only
  std::uint16_t counted = 0;    ///< content events without visible text, known by `token_ids` or a running count
  std::uint16_t blank = 0;      ///< events with an empty text that nothing shows to be a token, though they may be one
  std::uint32_t tokens = 0;     ///< generated tokens that arrived in this read; 0 if the stream does not say

  /// Events with at least one generated token.
  [[nodiscard]] constexpr std::uint32_t content() const noexcept {
    return std::uint32_t{text} + reasoning + tool + refusal + counted;
  }
  /// Content events with an answer token: any visible kind but reasoning.
  [[nodiscard]] constexpr std::uint32_t answer() const noexcept { return std::uint32_t{text} + tool + refusal; }

  friend bool operator==(stream_read const&, stream_read const&) = default;
};

}  // namespace tokendyno::record
