// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/metrics/run_result.hpp>
#include <tokendyno/report/detail/cells.hpp>
#include <tokendyno/report/detail/undefined.hpp>

#include <optional>
#include <string>

namespace tokendyno::report::detail {

inline std::string rate_cell(metrics::run_result const& r, double value) { return number_cell(rate(r.summary, value)); }

inline std::string attainment_cell(metrics::run_result const& r) {
  return number_cell(r.summary.slo ? r.summary.slo->attainment() : std::nullopt);
}

inline std::string goodput_cell(metrics::run_result const& r) {
  return r.summary.slo ? rate_cell(r, r.summary.slo->goodput_requests_per_second) : std::string{};
}

}  // namespace tokendyno::report::detail
