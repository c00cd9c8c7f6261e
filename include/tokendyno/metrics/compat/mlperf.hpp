// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/metrics/compat/request_figures.hpp>

namespace tokendyno::metrics::compat {

/// As MLPerf LoadGen reports (commit b66003e): everything from the scheduled instant; TPOT = (E2E − TTFT) / (N − 1)
/// in whole nanoseconds, an error there for N ≤ 1, empty here.
[[nodiscard]] inline request_figures mlperf(record::request_record const& r) {
  request_figures f;
  if (!r.streamed || !r.first || !r.last) return f;
  f.ttft = *r.first - r.scheduled;
  f.e2e = *r.last - r.scheduled;
  if (r.output_tokens > 1) f.tpot = (*f.e2e - *f.ttft) / (r.output_tokens - 1);
  return f;
}

}  // namespace tokendyno::metrics::compat
