// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/metrics/run_result.hpp>
#include <tokendyno/stats/summary.hpp>

namespace tokendyno::report {

/// The time to first token a report shows first: from the scheduled instant in open loop, else from the send
/// (docs/concepts.md#ttft).
[[nodiscard]] inline stats::summary const& primary_ttft(metrics::run_result const& r) noexcept {
  return r.settings.open_loop ? r.summary.ttft_scheduled : r.summary.ttft;
}

/// The end-to-end time a report shows first, from the same instant as `primary_ttft` (docs/concepts.md#e2e).
[[nodiscard]] inline stats::summary const& primary_e2e(metrics::run_result const& r) noexcept {
  return r.settings.open_loop ? r.summary.e2e_scheduled : r.summary.e2e;
}

}  // namespace tokendyno::report
