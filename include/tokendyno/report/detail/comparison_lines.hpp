// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/metrics/notes.hpp>
#include <tokendyno/report/comparison.hpp>
#include <tokendyno/report/detail/words.hpp>
#include <tokendyno/report/saturation.hpp>
#include <tokendyno/report/verdict.hpp>
#include <tokendyno/report/winners.hpp>
#include <tokendyno/text/number.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tokendyno::report::detail {

inline std::string both(std::string const& baseline, std::string const& candidate, std::optional<double> difference) {
  return baseline + " → " + candidate + (difference ? " (" + signed_percent(*difference) + ")" : "");
}

inline std::string both(std::optional<double> baseline, std::optional<double> candidate) {
  return both(rough(baseline), rough(candidate), change(baseline, candidate));
}

inline std::string both(std::optional<stats::quantile_estimate> const& baseline,
                        std::optional<stats::quantile_estimate> const& candidate) {
  return both(rough_ms(baseline), rough_ms(candidate), change(baseline, candidate));
}

inline std::string failed_of(arm_figures const& arm) {
  return text::number(arm.failed) + "/" + text::number(arm.issued);
}

/// The column names of a comparison, where people read it.
inline std::vector<std::string> comparison_header() {
  return {"concurrency", "max tokens", "tok/s", "p50 TTFT ms", "p95 TTFT ms", "p95 E2E ms", "mean TPOT ms", "failed"};
}

/// The fields of one cell, baseline → candidate, in the order of the header.
inline std::vector<std::string> comparison_line(comparison_cell const& cell) {
  auto const& a = cell.baseline;
  auto const& b = cell.candidate;
  auto const count = [](std::uint32_t n) { return n == 0 ? std::string{undefined} : text::number(n); };
  return {count(cell.concurrency),
          count(cell.max_tokens),
          both(a.output_tokens_per_second, b.output_tokens_per_second),
          both(a.ttft_p50, b.ttft_p50),
          both(a.ttft_p95, b.ttft_p95),
          both(a.e2e_p95, b.e2e_p95),
          both(a.tpot_mean, b.tpot_mean),
          failed_of(a) + " → " + failed_of(b)};
}

/// True if a lower bound is among the figures that are shown.
inline bool has_bound(comparison const& c) {
  auto const bound = [](std::optional<stats::quantile_estimate> const& e) { return e && e->at_least; };
  auto const arm = [&](arm_figures const& f) {
    return bound(f.ttft_p50) || bound(f.ttft_p95) || bound(f.e2e_p95) || bound(f.tpot_mean);
  };
  return std::any_of(c.cells.begin(), c.cells.end(),
                     [&](comparison_cell const& cell) { return arm(cell.baseline) || arm(cell.candidate); });
}

/// The sentences under a comparison: what its signs mean, where each arm wins and saturates, then its own notes.
inline std::vector<std::string> comparison_notes(comparison const& c) {
  std::vector<std::string> notes{"Figures are " + c.baseline + " → " + c.candidate +
                                 " (change); failed requests are in no latency."};
  auto const few = std::count_if(c.cells.begin(), c.cells.end(), [](comparison_cell const& cell) {
    return std::min(cell.baseline.completed, cell.candidate.completed) < metrics::enough_for_p95;
  });
  if (few > 0) {
    notes.push_back("p95 is a guess in " + text::number(few) + " of " + text::number(c.cells.size()) +
                    " rows: fewer than " + text::number(metrics::enough_for_p95) +
                    " requests of an arm, so that a 95 % interval has no upper end.");
  }
  if (has_bound(c)) notes.push_back("≥: at least; requests were cut before the figure was known.");
  for (auto const& lines : {winner_lines(c), saturation_lines(c)})
    notes.insert(notes.end(), lines.begin(), lines.end());
  notes.insert(notes.end(), c.notes.begin(), c.notes.end());
  return notes;
}

}  // namespace tokendyno::report::detail
