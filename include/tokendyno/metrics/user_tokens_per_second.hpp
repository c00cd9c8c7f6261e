// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/metrics/tpot.hpp>
#include <tokendyno/record/request_record.hpp>

#include <optional>

namespace tokendyno::metrics {

/// Decode speed as a user sees it: 1 / TPOT. Empty where `tpot` is (docs/concepts.md#throughput).
[[nodiscard]] inline std::optional<double> user_tokens_per_second(record::request_record const& r) {
  if (!tpot(r)) return std::nullopt;
  return (r.output_tokens - 1) / seconds(*r.last - *r.first);
}

}  // namespace tokendyno::metrics
