// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/record/request_record.hpp>

#include <optional>

namespace tokendyno::metrics {

/// Time per output token after the first: (last − first) / (N − 1), in whole nanoseconds. Empty for fewer than two
/// tokens and if all came in one read: then nothing is known, and it is never 0 (docs/concepts.md#tpot).
[[nodiscard]] inline std::optional<duration> tpot(record::request_record const& r) {
  if (!r.streamed || r.output_tokens < 2 || !r.first || !r.last || *r.last <= *r.first) return std::nullopt;
  return duration{*r.last - *r.first} / (r.output_tokens - 1);
}

}  // namespace tokendyno::metrics
