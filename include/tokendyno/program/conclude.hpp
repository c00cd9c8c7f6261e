// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/error.hpp>
#include <tokendyno/metrics/run_result.hpp>
#include <tokendyno/program/main.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <utility>

namespace tokendyno::program {

/// How one run of a program ended: what its exit code depends on.
struct ending {
  std::string load{};  ///< which of several, e.g. `bf16, concurrency 4, max tokens 128`; empty if there is one
  std::string url{};
  std::uint64_t completed = 0;  ///< measured requests
  std::string why_none{};       ///< why none did, in the words of the first that failed
  bool interrupted = false;
  std::string aborted{};  ///< see `metrics::run_result::aborted`

  /// True if runs that were to follow are not to be begun.
  [[nodiscard]] bool is_last() const noexcept { return interrupted || !aborted.empty(); }
};

/// The ending of `result`, which was the run `load` of several.
[[nodiscard]] inline ending ending_of(metrics::run_result const& result, std::string load = {}) {
  ending end{.load = std::move(load),
             .url = result.settings.url,
             .completed = result.summary.measured.completed(),
             .interrupted = result.interrupted,
             .aborted = result.aborted};
  auto const& log = result.log;
  auto const failed = std::find_if(log.errors.begin(), log.errors.end(),
                                   [&log](auto const& row) { return log.phase[row.first] == record::phase::measured; });
  if (failed != log.errors.end()) {
    end.why_none = failed->second;
  } else if (result.summary.measured.issued > 0) {
    end.why_none = "the run was over before any had ended";
  } else {
    end.why_none = log.errors.empty() ? "none was sent" : log.errors.front().second;
  }
  return end;
}

/// The exit code of a program that made the runs of `endings`; its files are written by then. Throws `setup_error` with
/// the server's own words if one of them ended itself, or if in one of them not one measured request completed.
[[nodiscard]] inline int conclude(std::span<ending const> endings) {
  for (auto const& each : endings) {
    if (!each.aborted.empty()) throw setup_error{each.url + " says: " + each.aborted};
  }
  if (std::any_of(endings.begin(), endings.end(), [](auto const& each) { return each.interrupted; }))
    return interrupted;
  auto const without = [](ending const& each) { return each.completed == 0; };
  auto const first = std::find_if(endings.begin(), endings.end(), without);
  if (first == endings.end()) return success;
  auto const others = std::count_if(first + 1, endings.end(), without);
  throw setup_error{(first->load.empty() ? "" : first->load + ": ") + "no measured request to " + first->url +
                    " completed: " + first->why_none +
                    (others > 0 ? " (and so at " + std::to_string(others) + " more)" : "")};
}

/// The same for a program that makes one run.
[[nodiscard]] inline int conclude(metrics::run_result const& result) {
  std::array const one{ending_of(result)};
  return conclude(one);
}

}  // namespace tokendyno::program
