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

/// A row of the chat grid: a run and the GPU that served it.
struct chat_row {
  std::string_view gpu;  ///< in the caller's words; a run does not know it
  metrics::run_result const& run;
};

/// The columns of the chat grid: the first eight are those of hand-made harnesses, ours follow (docs/schema/csv.md).
inline constexpr std::array<csv_column<chat_row>, 37> chat_columns{{
    {"gpu", [](chat_row const& r) { return std::string{r.gpu}; }},
    {"concurrency",
     [](chat_row const& r) { return detail::number_cell(detail::unless_zero(r.run.settings.concurrency)); }},
    {"max_tokens",
     [](chat_row const& r) { return detail::number_cell(detail::unless_zero(r.run.settings.max_tokens)); }},
    {"p50_ttft_ms", [](chat_row const& r) { return detail::ms_cell(primary_ttft(r.run).p50); }},
    {"p95_ttft_ms", [](chat_row const& r) { return detail::ms_cell(primary_ttft(r.run).p95); }},
    {"p50_e2e_ms", [](chat_row const& r) { return detail::ms_cell(primary_e2e(r.run).p50); }},
    {"p95_e2e_ms", [](chat_row const& r) { return detail::ms_cell(primary_e2e(r.run).p95); }},
    {"throughput_tok_s",
     [](chat_row const& r) { return detail::rate_cell(r.run, r.run.summary.output_tokens_per_second); }},
    {"n_requests", [](chat_row const& r) { return text::number(r.run.summary.measured.issued); }},
    {"completed", [](chat_row const& r) { return text::number(r.run.summary.measured.completed()); }},
    {"failed", [](chat_row const& r) { return text::number(r.run.summary.measured.failed()); }},
    {"cancelled", [](chat_row const& r) { return text::number(r.run.summary.measured.cancelled()); }},
    {"failed_share", [](chat_row const& r) { return text::number(r.run.summary.measured.failed_share()); }},
    {"p99_ttft_ms", [](chat_row const& r) { return detail::ms_cell(primary_ttft(r.run).p99); }},
    {"p99_e2e_ms", [](chat_row const& r) { return detail::ms_cell(primary_e2e(r.run).p99); }},
    {"mean_tpot_ms", [](chat_row const& r) { return detail::ms_cell(r.run.summary.tpot.mean); }},
    {"p50_tpot_ms", [](chat_row const& r) { return detail::ms_cell(r.run.summary.tpot.p50); }},
    {"p95_tpot_ms", [](chat_row const& r) { return detail::ms_cell(r.run.summary.tpot.p95); }},
    {"p95_max_gap_ms", [](chat_row const& r) { return detail::ms_cell(r.run.summary.max_gap.p95); }},
    {"p50_ttft_is_lower_bound", [](chat_row const& r) { return detail::bound_cell(primary_ttft(r.run).p50); }},
    {"p95_ttft_is_lower_bound", [](chat_row const& r) { return detail::bound_cell(primary_ttft(r.run).p95); }},
    {"p50_e2e_is_lower_bound", [](chat_row const& r) { return detail::bound_cell(primary_e2e(r.run).p50); }},
    {"p95_e2e_is_lower_bound", [](chat_row const& r) { return detail::bound_cell(primary_e2e(r.run).p95); }},
    {"request_rps", [](chat_row const& r) { return detail::rate_cell(r.run, r.run.summary.request_throughput); }},
    {"input_tok_s", [](chat_row const& r) { return detail::rate_cell(r.run, r.run.summary.input_tokens_per_second); }},
    {"output_tokens", [](chat_row const& r) { return text::number(r.run.summary.output_tokens); }},
    {"input_tokens", [](chat_row const& r) { return text::number(r.run.summary.input_tokens); }},
    {"slo_attainment", [](chat_row const& r) { return detail::attainment_cell(r.run); }},
    {"goodput_rps", [](chat_row const& r) { return detail::goodput_cell(r.run); }},
    {"tokens_per_event", [](chat_row const& r) { return detail::number_cell(r.run.summary.tokens_per_event); }},
    {"coalesced_share", [](chat_row const& r) { return text::number(r.run.summary.coalesced_share); }},
    {"rate_rps", [](chat_row const& r) { return detail::number_cell(detail::unless_zero(r.run.settings.rate)); }},
    {"window_s", [](chat_row const& r) { return text::seconds_text(r.run.summary.window); }},
    {"wall_clock_s", [](chat_row const& r) { return text::seconds_text(r.run.wall); }},
    {"model", [](chat_row const& r) { return r.run.settings.model; }},
    {"url", [](chat_row const& r) { return r.run.settings.url; }},
    {"started_at", [](chat_row const& r) { return r.run.environment.started_at; }},
}};

/// The header line of the chat grid.
[[nodiscard]] inline std::string chat_csv_header() { return csv_header(chat_columns); }

/// The line of one run; an undefined figure is an empty field.
[[nodiscard]] inline std::string chat_csv_row(std::string_view gpu, metrics::run_result const& run) {
  return csv_row(chat_columns, chat_row{gpu, run});
}

}  // namespace tokendyno::report
