// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/record/request_record.hpp>

#include <optional>

namespace tokendyno::metrics {

/// Time to first token from the scheduled instant, the wait for a free slot included: the one to read in open loop
/// (docs/concepts.md#ttft). Empty where `ttft` is.
[[nodiscard]] inline std::optional<duration> ttft_scheduled(record::request_record const& r) {
  if (!r.streamed || !r.first) return std::nullopt;
  return *r.first - r.scheduled;
}

}  // namespace tokendyno::metrics
