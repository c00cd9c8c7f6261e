// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/record/request_record.hpp>

#include <optional>

namespace tokendyno::metrics {

/// End to end from the scheduled instant, the wait for a free slot included: the one to read in open loop
/// (docs/concepts.md#e2e). Empty where `e2e` is.
[[nodiscard]] inline std::optional<duration> e2e_scheduled(record::request_record const& r) {
  if (!r.last) return std::nullopt;
  return *r.last - r.scheduled;
}

}  // namespace tokendyno::metrics
