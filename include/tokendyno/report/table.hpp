// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/metrics/cross_check.hpp>
#include <tokendyno/metrics/run_result.hpp>
#include <tokendyno/metrics/run_summary.hpp>
#include <tokendyno/record/outcome.hpp>
#include <tokendyno/record/token_source.hpp>
#include <tokendyno/report/detail/check_cells.hpp>
#include <tokendyno/report/detail/undefined.hpp>
#include <tokendyno/report/detail/words.hpp>
#include <tokendyno/report/primary.hpp>
#include <tokendyno/report/text_grid.hpp>
#include <tokendyno/stats/summary.hpp>
#include <tokendyno/text/number.hpp>

#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>

namespace tokendyno::report {

/// A run as a table that is read at a glance: `std::cout << report::table{result}`.
struct table {
  metrics::run_result const& result;
};

namespace detail {

inline std::string what_was_measured(metrics::run_result const& r) {
  auto const& s = r.settings;
  std::string text = printable(s.model) + " at " + printable(s.url) + (s.stream ? "" : ", not streamed") + '\n';
  if (!r.server.engine.empty()) {
    text += printable(r.server.engine) + (r.server.version.empty() ? "" : " " + printable(r.server.version)) + "; ";
  }
  text += printable(s.load) + "; " + printable(s.workload) + "; window " + rough(seconds(r.summary.window)) + " s of " +
          rough(seconds(r.wall)) + " s\n";
  return text;
}

inline std::string requests(metrics::run_summary const& s) {
  auto const& c = s.measured;
  std::string text = "requests    " + text::number(c.issued) + " issued, " + text::number(c.completed()) +
                     " completed, " + text::number(c.failed()) + " failed (" + percent(c.failed_share()) + "), " +
                     text::number(c.cancelled()) + " cancelled\n";
  std::string classes;
  for (std::size_t i = 0; i < record::outcome_count; ++i) {
    auto const o = static_cast<record::outcome>(i);
    if (o == record::outcome::completed || o == record::outcome::cancelled || c.by_outcome[i] == 0) continue;
    classes += (classes.empty() ? "            " : ", ") + std::string{name(o)} + " " + text::number(c.by_outcome[i]);
  }
  return classes.empty() ? text : text + classes + '\n';
}

inline std::string rates(metrics::run_summary const& s) {
  std::string text = "throughput  " + rough(rate(s, s.output_tokens_per_second)) + " output tok/s, " +
                     rough(rate(s, s.input_tokens_per_second)) + " input tok/s, " +
                     rough(rate(s, s.request_throughput)) + " requests/s\n";
  text += "tokens      " + text::number(s.output_tokens) + " out";
  std::string sources;
  for (std::size_t i = 0; i < s.by_token_source.size(); ++i)
    if (s.by_token_source[i] > 0)
      sources += (sources.empty() ? " (by " : ", ") + std::string{name(static_cast<record::token_source>(i))};
  text += sources.empty() ? "" : sources + ")";
  text += ", " + text::number(s.input_tokens) + " in\n";
  if (!s.slo) return text;
  auto const met = s.slo->attainment();
  text += "slo         " + (met ? percent(*met) : std::string{undefined}) + " met (" + text::number(s.slo->met) +
          " of " + text::number(s.slo->arrived) + "), goodput " + rough(rate(s, s.slo->goodput_requests_per_second)) +
          " requests/s, " + rough(rate(s, s.slo->goodput_tokens_per_second)) + " tok/s\n";
  return text;
}

inline std::string latencies(metrics::run_result const& r) {
  auto const& s = r.summary;
  text_grid grid;
  grid.add({"ms", "n", "mean", "p50", "p95", "p99", "max", "failed"});
  bool any_bound = false;
  auto const line = [&](std::string_view name, stats::summary const& figures) {
    std::string const failed = percent(s.measured.failed_share());
    grid.add({std::string{name}, text::number(figures.n), rough_ms(figures.mean), rough_ms(figures.p50),
              rough_ms(figures.p95), rough_ms(figures.p99), rough_ms(figures.max), failed});
    any_bound = any_bound || (figures.max && figures.max->at_least);
  };
  line(r.settings.open_loop ? "ttft from schedule" : "ttft", primary_ttft(r));
  if (s.ttfv.n > 0) line("ttfv, first text", s.ttfv);
  line("tpot", s.tpot);
  if (s.itl.n > 0)
    line("itl", s.itl);
  else
    line("icl", s.icl);
  line("longest gap", s.max_gap);
  line(r.settings.open_loop ? "e2e from schedule" : "e2e", primary_e2e(r));
  std::string text = grid.text();
  if (s.icl.n > 0)
    text += "reads with several events: " + percent(s.coalesced_share) +
            "; tokens a read: " + rough(s.tokens_per_read) + "\n";
  if (any_bound) text += "≥: at least; requests were cut before the figure was known\n";
  if (s.measured.failed() > 0) text += "failed: share of the requests, which is in none of these figures\n";
  return text;
}

inline std::string server_figures(metrics::run_result const& r) {
  auto const rows = metrics::cross_check(r);
  if (rows.empty()) return {};
  text_grid grid;
  grid.add(check_header());
  for (auto const& row : rows) grid.add(check_line(row));
  return "\nserver's own figures, over the whole run\n" + grid.text();
}

}  // namespace detail

/// The text of the table. Undefined figures are `-`, lower bounds begin with `≥`.
[[nodiscard]] inline std::string table_text(metrics::run_result const& r) {
  std::string text = detail::what_was_measured(r) + '\n' + detail::requests(r.summary) + detail::rates(r.summary) +
                     '\n' + detail::latencies(r) + detail::server_figures(r);
  if (!r.notes.empty()) text += "\nnotes\n";
  for (auto const& note : r.notes) text += "- " + detail::printable(note) + '\n';
  return text;
}

/// Writes the table to `out`.
inline std::ostream& operator<<(std::ostream& out, table const& t) { return out << table_text(t.result); }

}  // namespace tokendyno::report
