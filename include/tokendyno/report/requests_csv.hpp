// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/metrics/e2e.hpp>
#include <tokendyno/metrics/e2e_scheduled.hpp>
#include <tokendyno/metrics/tpot.hpp>
#include <tokendyno/metrics/ttfa.hpp>
#include <tokendyno/metrics/ttft.hpp>
#include <tokendyno/metrics/ttft_scheduled.hpp>
#include <tokendyno/record/request_record.hpp>
#include <tokendyno/record/run_log.hpp>
#include <tokendyno/report/csv.hpp>
#include <tokendyno/report/detail/cells.hpp>
#include <tokendyno/report/detail/undefined.hpp>
#include <tokendyno/text/number.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <string>

namespace tokendyno::report {

/// A row of the requests file: one request of a log.
struct request_row {
  record::request_record record;
  std::optional<duration> max_gap;  ///< known even if the reads were not kept
  time_point origin;                ///< instant 0 of the columns

  /// `t` in milliseconds after the origin; empty if it never came.
  [[nodiscard]] std::string after_origin(std::optional<time_point> t) const {
    return t ? text::milliseconds_text(*t - origin) : std::string{};
  }
  /// A latency in milliseconds; empty unless the request completed, so that a column can be summed up as it is.
  [[nodiscard]] std::string if_completed(std::optional<duration> d) const {
    return detail::ms_cell(record.completed() ? d : std::nullopt);
  }
};

/// The columns of the requests file (docs/schema/csv.md): names, instants after the origin of the log, latencies of
/// completed requests, tokens, what the connection did, and what the server itself says.
inline constexpr std::array<csv_column<request_row>, 44> request_columns{{
    {"index", [](request_row const& r) { return text::number(r.record.index); }},
    {"phase",
     [](request_row const& r) { return std::string{r.record.phase == record::phase::warmup ? "warmup" : "measured"}; }},
    {"outcome", [](request_row const& r) { return std::string{record::name(r.record.outcome)}; }},
    {"http_status",
     [](request_row const& r) { return detail::number_cell(detail::unless_zero(r.record.http_status)); }},
    {"finish_reason", [](request_row const& r) { return std::string{record::name(r.record.finish)}; }},
    {"streamed", [](request_row const& r) { return detail::truth(r.record.streamed); }},
    {"scheduled_ms", [](request_row const& r) { return r.after_origin(r.record.scheduled); }},
    {"sent_ms",
     [](request_row const& r) {
       return r.record.sent == time_point{} ? std::string{} : r.after_origin(r.record.sent);
     }},
    {"headers_ms", [](request_row const& r) { return r.after_origin(r.record.headers); }},
    {"first_event_ms", [](request_row const& r) { return r.after_origin(r.record.first_event); }},
    {"first_ms", [](request_row const& r) { return r.after_origin(r.record.first); }},
    {"first_visible_ms", [](request_row const& r) { return r.after_origin(r.record.first_visible); }},
    {"answer_ms", [](request_row const& r) { return r.after_origin(r.record.answer); }},
    {"last_ms", [](request_row const& r) { return r.after_origin(r.record.last); }},
    {"finished_ms", [](request_row const& r) { return r.after_origin(r.record.finished); }},
    {"done_ms", [](request_row const& r) { return r.after_origin(r.record.done); }},
    {"closed_ms", [](request_row const& r) { return r.after_origin(r.record.closed); }},
    {"connect_ms", [](request_row const& r) { return text::milliseconds_text(r.record.connect); }},
    {"ttft_ms", [](request_row const& r) { return r.if_completed(metrics::ttft(r.record)); }},
    {"ttft_scheduled_ms", [](request_row const& r) { return r.if_completed(metrics::ttft_scheduled(r.record)); }},
    {"ttfa_ms", [](request_row const& r) { return r.if_completed(metrics::ttfa(r.record)); }},
    {"e2e_ms", [](request_row const& r) { return r.if_completed(metrics::e2e(r.record)); }},
    {"e2e_scheduled_ms", [](request_row const& r) { return r.if_completed(metrics::e2e_scheduled(r.record)); }},
    {"tpot_ms", [](request_row const& r) { return r.if_completed(metrics::tpot(r.record)); }},
    {"max_gap_ms", [](request_row const& r) { return r.if_completed(r.max_gap); }},
    {"max_tokens", [](request_row const& r) { return detail::number_cell(detail::unless_zero(r.record.max_tokens)); }},
    {"input_tokens",
     [](request_row const& r) { return detail::number_cell(detail::unless_zero(r.record.input_tokens)); }},
    {"output_tokens",
     [](request_row const& r) {
       return r.record.tokens_from == record::token_source::unknown ? std::string{}
                                                                    : text::number(r.record.output_tokens);
     }},
    {"tokens_from", [](request_row const& r) { return std::string{record::name(r.record.tokens_from)}; }},
    {"first_read_tokens",
     [](request_row const& r) { return detail::number_cell(detail::unless_zero(r.record.first_read_tokens)); }},
    {"content_events", [](request_row const& r) { return text::number(r.record.content_events); }},
    {"content_reads", [](request_row const& r) { return text::number(r.record.content_reads); }},
    {"bytes_received", [](request_row const& r) { return text::number(r.record.bytes_received); }},
    {"reconnects", [](request_row const& r) { return text::number(r.record.reconnects); }},
    {"reused_connection", [](request_row const& r) { return detail::truth(r.record.reused_connection); }},
    {"no_done", [](request_row const& r) { return detail::truth(r.record.no_done); }},
    {"data_after_done", [](request_row const& r) { return detail::truth(r.record.data_after_done); }},
    {"error", [](request_row const& r) { return r.record.error; }},
    {"server_cached_tokens", [](request_row const& r) { return detail::number_cell(r.record.timings.cached_tokens); }},
    {"server_prompt_tokens", [](request_row const& r) { return detail::number_cell(r.record.timings.prompt_tokens); }},
    {"server_prompt_ms", [](request_row const& r) { return detail::ms_cell(r.record.timings.prompt); }},
    {"server_predicted_tokens",
     [](request_row const& r) { return detail::number_cell(r.record.timings.predicted_tokens); }},
    {"server_predicted_ms", [](request_row const& r) { return detail::ms_cell(r.record.timings.predicted); }},
    {"server_tpot_ms", [](request_row const& r) { return detail::ms_cell(r.record.timings.tpot()); }},
}};

/// The header line of the requests file.
[[nodiscard]] inline std::string requests_csv_header() { return csv_header(request_columns); }

/// The line of row `i` of `log`. Throws `invalid_argument` if there is no such row.
[[nodiscard]] inline std::string requests_csv_row(record::run_log const& log, std::size_t i) {
  return csv_row(request_columns, request_row{log.row(i), log.max_gap(i), log.origin});
}

/// The whole requests file of `log`, header included. A long log is better written line by line.
[[nodiscard]] inline std::string requests_csv(record::run_log const& log) {
  std::string text = requests_csv_header();
  for (std::size_t i = 0; i < log.size(); ++i) text += requests_csv_row(log, i);
  return text;
}

}  // namespace tokendyno::report
