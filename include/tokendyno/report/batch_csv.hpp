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

/// A row of the batch grid: a run, what it worked on and the GPU that served it.
struct batch_row {
  std::string_view workload;  ///< in the caller's words, e.g. `summarise`
  std::string_view gpu;
  metrics::run_result const& run;
};

/// The columns of the batch grid: the first eight are those of hand-made harnesses, ours follow (docs/schema/csv.md).
inline constexpr std::array<csv_column<batch_row>, 27> batch_columns{{
    {"workload", [](batch_row const& r) { return std::string{r.workload}; }},
    {"gpu", [](batch_row const& r) { return std::string{r.gpu}; }},
    {"concurrency",
     [](batch_row const& r) { return detail::number_cell(detail::unless_zero(r.run.settings.concurrency)); }},
    {"max_new_tokens",
     [](batch_row const& r) { return detail::number_cell(detail::unless_zero(r.run.settings.max_tokens)); }},
    {"total_time_s", [](batch_row const& r) { return text::seconds_text(r.run.wall); }},
    {"throughput_tok_s",
     [](batch_row const& r) { return detail::rate_cell(r.run, r.run.summary.output_tokens_per_second); }},
    {"p50_latency_ms", [](batch_row const& r) { return detail::ms_cell(primary_e2e(r.run).p50); }},
    {"p95_latency_ms", [](batch_row const& r) { return detail::ms_cell(primary_e2e(r.run).p95); }},
    {"n_requests", [](batch_row const& r) { return text::number(r.run.summary.measured.issued); }},
    {"completed", [](batch_row const& r) { return text::number(r.run.summary.measured.completed()); }},
    {"failed", [](batch_row const& r) { return text::number(r.run.summary.measured.failed()); }},
    {"cancelled", [](batch_row const& r) { return text::number(r.run.summary.measured.cancelled()); }},
    {"failed_share", [](batch_row const& r) { return text::number(r.run.summary.measured.failed_share()); }},
    {"p99_latency_ms", [](batch_row const& r) { return detail::ms_cell(primary_e2e(r.run).p99); }},
    {"p50_latency_is_lower_bound", [](batch_row const& r) { return detail::bound_cell(primary_e2e(r.run).p50); }},
    {"p95_latency_is_lower_bound", [](batch_row const& r) { return detail::bound_cell(primary_e2e(r.run).p95); }},
    {"mean_tpot_ms", [](batch_row const& r) { return detail::ms_cell(r.run.summary.tpot.mean); }},
    {"request_rps", [](batch_row const& r) { return detail::rate_cell(r.run, r.run.summary.request_throughput); }},
    {"input_tok_s", [](batch_row const& r) { return detail::rate_cell(r.run, r.run.summary.input_tokens_per_second); }},
    {"output_tokens", [](batch_row const& r) { return text::number(r.run.summary.output_tokens); }},
    {"input_tokens", [](batch_row const& r) { return text::number(r.run.summary.input_tokens); }},
    {"slo_attainment", [](batch_row const& r) { return detail::attainment_cell(r.run); }},
    {"goodput_rps", [](batch_row const& r) { return detail::goodput_cell(r.run); }},
    {"window_s", [](batch_row const& r) { return text::seconds_text(r.run.summary.window); }},
    {"model", [](batch_row const& r) { return r.run.settings.model; }},
    {"url", [](batch_row const& r) { return r.run.settings.url; }},
    {"started_at", [](batch_row const& r) { return r.run.environment.started_at; }},
}};

/// The header line of the batch grid.
[[nodiscard]] inline std::string batch_csv_header() { return csv_header(batch_columns); }

/// The line of one run; an undefined figure is an empty field.
[[nodiscard]] inline std::string batch_csv_row(std::string_view workload, std::string_view gpu,
                                               metrics::run_result const& run) {
  return csv_row(batch_columns, batch_row{workload, gpu, run});
}

}  // namespace tokendyno::report
