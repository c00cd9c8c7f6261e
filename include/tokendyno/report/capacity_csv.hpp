// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/metrics/run_result.hpp>
#include <tokendyno/report/csv.hpp>
#include <tokendyno/report/detail/cells.hpp>
#include <tokendyno/report/detail/run_cells.hpp>
#include <tokendyno/report/detail/undefined.hpp>
#include <tokendyno/report/primary.hpp>
#include <tokendyno/text/number.hpp>

#include <array>
#include <string>
#include <string_view>

namespace tokendyno::report {

/// A row of the merged capacity table: a run and the precision of the model that was served.
struct capacity_row {
  std::string_view precision;  ///< in the caller's words, e.g. `bf16` or `awq`
  metrics::run_result const& run;
};

/// The columns of the capacity table: the first four are those of hand-made harnesses, ours follow
/// (docs/schema/csv.md). `p95_ms` is end to end.
inline constexpr std::array<csv_column<capacity_row>, 14> capacity_columns{{
    {"precision", [](capacity_row const& r) { return std::string{r.precision}; }},
    {"conc",
     [](capacity_row const& r) { return detail::number_cell(detail::unless_zero(r.run.settings.concurrency)); }},
    {"tok_s", [](capacity_row const& r) { return detail::rate_cell(r.run, r.run.summary.output_tokens_per_second); }},
    {"p95_ms", [](capacity_row const& r) { return detail::ms_cell(primary_e2e(r.run).p95); }},
    {"p95_is_lower_bound", [](capacity_row const& r) { return detail::bound_cell(primary_e2e(r.run).p95); }},
    {"max_tokens",
     [](capacity_row const& r) { return detail::number_cell(detail::unless_zero(r.run.settings.max_tokens)); }},
    {"p95_ttft_ms", [](capacity_row const& r) { return detail::ms_cell(primary_ttft(r.run).p95); }},
    {"n_requests", [](capacity_row const& r) { return text::number(r.run.summary.measured.issued); }},
    {"completed", [](capacity_row const& r) { return text::number(r.run.summary.measured.completed()); }},
    {"failed", [](capacity_row const& r) { return text::number(r.run.summary.measured.failed()); }},
    {"cancelled", [](capacity_row const& r) { return text::number(r.run.summary.measured.cancelled()); }},
    {"failed_share", [](capacity_row const& r) { return text::number(r.run.summary.measured.failed_share()); }},
    {"slo_attainment", [](capacity_row const& r) { return detail::attainment_cell(r.run); }},
    {"goodput_rps", [](capacity_row const& r) { return detail::goodput_cell(r.run); }},
}};

/// The header line of the capacity table.
[[nodiscard]] inline std::string capacity_csv_header() { return csv_header(capacity_columns); }

/// The line of one run; an undefined figure is an empty field.
[[nodiscard]] inline std::string capacity_csv_row(std::string_view precision, metrics::run_result const& run) {
  return csv_row(capacity_columns, capacity_row{precision, run});
}

}  // namespace tokendyno::report
