// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/metrics/cross_check.hpp>
#include <tokendyno/metrics/cross_check_notes.hpp>
#include <tokendyno/metrics/notes.hpp>
#include <tokendyno/metrics/run_result.hpp>
#include <tokendyno/record/provenance.hpp>
#include <tokendyno/report/detail/undefined.hpp>
#include <tokendyno/report/primary.hpp>
#include <tokendyno/stats/summary.hpp>
#include <tokendyno/text/number.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tokendyno::report {

/// What a comparison shows of one run. Latencies are from the scheduled instant in open loop, else from the send.
struct arm_figures {
  std::optional<double> output_tokens_per_second{};
  std::optional<stats::quantile_estimate> ttft_p50{};
  std::optional<stats::quantile_estimate> ttft_p95{};
  std::optional<stats::quantile_estimate> e2e_p50{};
  std::optional<stats::quantile_estimate> e2e_p95{};
  std::optional<stats::quantile_estimate> tpot_mean{};
  std::uint64_t issued = 0;                  ///< requests scheduled inside the window
  std::uint64_t completed = 0;               ///< of these
  std::uint64_t failed = 0;                  ///< of these; they are in no latency
  bool whole = true;                         ///< false: the run was cut short
  std::vector<metrics::check_row> checks{};  ///< the server's own figures beside ours
};

/// The figures of `run` that a comparison shows.
[[nodiscard]] inline arm_figures figures_of(metrics::run_result const& run) {
  auto const& s = run.summary;
  return {.output_tokens_per_second = detail::rate(s, s.output_tokens_per_second),
          .ttft_p50 = primary_ttft(run).p50,
          .ttft_p95 = primary_ttft(run).p95,
          .e2e_p50 = primary_e2e(run).p50,
          .e2e_p95 = primary_e2e(run).p95,
          .tpot_mean = s.tpot.mean,
          .issued = s.measured.issued,
          .completed = s.measured.completed(),
          .failed = s.measured.failed(),
          .whole = !run.interrupted && run.aborted.empty(),
          .checks = metrics::cross_check(run)};
}

/// Both arms at one load.
struct comparison_cell {
  std::uint32_t concurrency = 0;
  std::uint32_t max_tokens = 0;
  arm_figures baseline{};
  arm_figures candidate{};
};

/// Two arms over a grid of loads, e.g. BF16 against AWQ. Plain data; it claims nothing about significance.
struct comparison {
  std::string title{};
  std::string baseline = "baseline";     ///< name of the first arm
  std::string candidate = "candidate";   ///< name of the second arm
  std::vector<comparison_cell> cells{};  ///< in the order they are shown
  std::vector<std::string> notes{};      ///< what a reader of the figures must know
};

namespace detail {

/// Mean output tokens of a completed measured request; 0 if none completed.
inline double mean_output(metrics::run_result const& run) {
  auto const completed = run.summary.measured.completed();
  return completed == 0 ? 0 : static_cast<double>(run.summary.output_tokens) / static_cast<double>(completed);
}

}  // namespace detail

/// Who answered in an arm and what that rests on; empty if nothing tells, or if it is the simulated server.
inline std::string server_note(std::string const& arm, record::server_facts const& server) {
  if (server.engine.empty() || server.engine == "tokendyno") return {};
  return arm + " is " + server.engine + (server.version.empty() ? "" : " " + server.version) + ", by its " +
         server.engine_because + ".";
}

/// Adds the cell of two runs at one load, and what their notes say that is not said yet; how small the samples are is
/// said once for all cells, and what the servers' own figures say stands in `checks`.
inline void add_cell(comparison& c, std::uint32_t concurrency, std::uint32_t max_tokens,
                     metrics::run_result const& baseline, metrics::run_result const& candidate) {
  c.cells.push_back({.concurrency = concurrency,
                     .max_tokens = max_tokens,
                     .baseline = figures_of(baseline),
                     .candidate = figures_of(candidate)});
  double const a = detail::mean_output(baseline);
  double const b = detail::mean_output(candidate);
  if (a > 0 && b > 0 && std::abs(b / a - 1) > 0.02) {
    c.notes.push_back("At concurrency " + text::number(concurrency) + " an answer has " + text::fixed(a, 1) +
                      " tokens on average from " + c.baseline + " and " + text::fixed(b, 1) + " from " + c.candidate +
                      ": latencies of whole requests are not of the same work.");
  }
  for (auto const& note : {server_note(c.baseline, baseline.server), server_note(c.candidate, candidate.server)}) {
    if (!note.empty() && std::find(c.notes.begin(), c.notes.end(), note) == c.notes.end()) c.notes.push_back(note);
  }
  for (auto const* const run : {&baseline, &candidate}) {
    auto const in_checks = metrics::cross_check_notes(*run);
    for (auto const& note : run->notes) {
      bool const said = std::find(c.notes.begin(), c.notes.end(), note) != c.notes.end() ||
                        std::find(in_checks.begin(), in_checks.end(), note) != in_checks.end();
      if (!said && note != metrics::sample_note(*run)) c.notes.push_back(note);
    }
  }
}

/// candidate ÷ baseline − 1, e.g. 0.5 for half as much again. Empty if either is undefined or the baseline is 0.
[[nodiscard]] inline std::optional<double> change(std::optional<double> baseline, std::optional<double> candidate) {
  if (!baseline || !candidate || *baseline == 0) return std::nullopt;
  return *candidate / *baseline - 1;
}

/// The same of latencies. Empty also if either is only a lower bound: then nothing is known of their ratio.
[[nodiscard]] inline std::optional<double> change(std::optional<stats::quantile_estimate> const& baseline,
                                                  std::optional<stats::quantile_estimate> const& candidate) {
  if (!baseline || !candidate || baseline->at_least || candidate->at_least) return std::nullopt;
  return change(std::optional{static_cast<double>(baseline->value.count())},
                std::optional{static_cast<double>(candidate->value.count())});
}

}  // namespace tokendyno::report
