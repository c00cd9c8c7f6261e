// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/metrics/cross_check.hpp>
#include <tokendyno/metrics/limits.hpp>
#include <tokendyno/metrics/run_result.hpp>
#include <tokendyno/text/number.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace tokendyno::metrics {

/// Our mean TTFT above the server's own by more than this, or by more than this share and `time_bound`, means that
/// something between is in the way.
inline constexpr duration way_bound = std::chrono::milliseconds{5};
inline constexpr double way_bound_share = 0.02;

/// A greater share of the prompt tokens out of the prefix cache than this is worth a note: new prompts share little
/// more than the chat template.
inline constexpr double cached_bound_share = 0.25;

namespace detail {

inline std::string disagreement(check_row const& row) {
  auto const where = row.source == "timings" ? "in its timings" : "by its /metrics";
  if (row.unit != "ms")
    return "Over the whole run the server counted " + text::number(row.theirs) + " " +
           std::string{row.figure == "requests"        ? "requests with an answer"
                       : row.figure == "output_tokens" ? "output tokens"
                                                       : "prompt tokens"} +
           " " + where + ", we " + text::number(row.ours) + ".";
  auto const name = row.figure == "mean_ttft_ms" ? "TTFT" : row.figure == "mean_itl_ms" ? "ITL" : "TPOT";
  bool const between = row.figure == "mean_ttft_ms" && row.source == "/metrics" && row.difference() > 0;
  return std::string{"Mean "} + name + " over the whole run is " + text::fixed(row.ours, 1) + " ms, and " +
         text::fixed(row.theirs, 1) + " ms " + where + ": more than " + text::fixed(row.bound, 1) + " ms apart" +
         (between ? ". The network, HTTP or this client is in the way." : ".");
}

}  // namespace detail

/// What is to be said where the server's own figures are not ours, and where something between server and client
/// takes time; empty if there is nothing.
[[nodiscard]] inline std::vector<std::string> cross_check_notes(run_result const& result) {
  std::vector<std::string> notes;
  for (auto const& row : cross_check(result)) {
    if (row.agrees() == false) notes.push_back(detail::disagreement(row));
    if (row.figure != "mean_ttft_ms" || row.source != "/metrics" || row.agrees() != true) continue;
    auto const least =
        std::min(milliseconds(way_bound), std::max(milliseconds(time_bound), way_bound_share * row.theirs));
    if (row.difference() > least)
      notes.push_back("Between the server's first token and ours lie " + text::fixed(row.difference(), 1) +
                      " ms on average: the network, HTTP or this client is in the way.");
  }
  if (result.server_growth) {
    auto const& counted = result.server_growth->counters;
    auto const hits = counted.prefix_cache_hits.value_or(0);
    auto const queries = counted.prefix_cache_queries.value_or(0);
    if (queries > 0 && static_cast<double>(hits) > cached_bound_share * static_cast<double>(queries))
      notes.push_back("The server's prefix cache held " + detail::percent(hits, queries) +
                      " of the prompt tokens: TTFT is that of prompts it had partly read.");
  }
  if (result.server_growth && !result.server_growth->reset.empty())
    notes.push_back("Counters of the server fell during the run: it was started anew, or answers from several places.");
  return notes;
}

}  // namespace tokendyno::metrics
