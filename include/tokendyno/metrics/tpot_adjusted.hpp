// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/record/request_record.hpp>

#include <optional>

namespace tokendyno::metrics {

/// Time per output token after the first read: (last − first) / (N − k1), with k1 the tokens of the first content
/// read, in whole nanoseconds. It is the mean of `itl`. Empty if k1 is unknown, if N ≤ k1 and if all tokens came in
/// one read (docs/concepts.md#tpot).
[[nodiscard]] inline std::optional<duration> tpot_adjusted(record::request_record const& r) {
  if (r.first_read_tokens == 0 || r.output_tokens <= r.first_read_tokens) return std::nullopt;
  if (!r.streamed || !r.first || !r.last || *r.last <= *r.first) return std::nullopt;
  return duration{*r.last - *r.first} / (r.output_tokens - r.first_read_tokens);
}

}  // namespace tokendyno::metrics
