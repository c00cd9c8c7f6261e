// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/metrics/e2e.hpp>
#include <tokendyno/record/request_record.hpp>

#include <optional>

namespace tokendyno::metrics {

/// Perceived speed: N / E2E, the wait for the first token included. Empty without a token
/// (docs/concepts.md#throughput).
[[nodiscard]] inline std::optional<double> request_tokens_per_second(record::request_record const& r) {
  auto const span = e2e(r);
  if (!span || *span <= duration{} || r.output_tokens == 0) return std::nullopt;
  return r.output_tokens / seconds(*span);
}

}  // namespace tokendyno::metrics
