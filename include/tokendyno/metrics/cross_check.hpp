// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/metrics/run_result.hpp>
#include <tokendyno/metrics/run_totals.hpp>
#include <tokendyno/telemetry/server_counters.hpp>
#include <tokendyno/text/number.hpp>

#include <chrono>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tokendyno::metrics {

/// One figure of ours and the server's own, over the whole run (docs/concepts.md#cross-check).
struct check_row {
  std::string figure{};  ///< e.g. `output_tokens`, `mean_ttft_ms`
  std::string unit{};    ///< `tokens`, `requests` or `ms`
  std::string source{};  ///< where theirs comes from: `/metrics` or `timings`
  double ours = 0;
  double theirs = 0;
  double bound = 0;           ///< the difference that is allowed
  std::string cannot_tell{};  ///< why the two are not of the same requests; empty if they are

  /// ours − theirs.
  [[nodiscard]] double difference() const noexcept { return ours - theirs; }
  /// True if they differ by no more than the bound; empty if it cannot be told.
  [[nodiscard]] std::optional<bool> agrees() const noexcept {
    if (!cannot_tell.empty()) return std::nullopt;
    return std::abs(difference()) <= bound;
  }
};

/// Times of a server may differ from ours by so much, and by so large a share of theirs besides: two clocks, the
/// network of a loopback, HTTP on both sides.
inline constexpr duration time_bound = std::chrono::milliseconds{2};
inline constexpr double time_bound_share = 0.05;

namespace detail {

inline std::string requests_in_words(std::uint64_t n) {
  return text::number(n) + (n == 1 ? " request was" : " requests were");
}

/// A row of whole numbers: exact, but for what the server rounds away. `reason`: why a difference says nothing.
inline check_row count_row(std::string figure, std::string unit, std::string source, std::uint64_t ours,
                           std::uint64_t theirs, std::uint64_t rounding, std::string reason) {
  check_row row{.figure = std::move(figure),
                .unit = std::move(unit),
                .source = std::move(source),
                .ours = static_cast<double>(ours),
                .theirs = static_cast<double>(theirs),
                .bound = static_cast<double>(rounding)};
  if (std::abs(row.difference()) > row.bound) row.cannot_tell = std::move(reason);
  return row;
}

inline check_row time_row(std::string figure, std::string source, duration ours, duration theirs) {
  return {.figure = std::move(figure),
          .unit = "ms",
          .source = std::move(source),
          .ours = milliseconds(ours),
          .theirs = milliseconds(theirs),
          .bound = milliseconds(time_bound) + time_bound_share * milliseconds(theirs)};
}

/// A row of two means over values that should be the same; `what` they are, in the plural.
inline void add_means(std::vector<check_row>& rows, std::string figure, std::string const& what, time_total const& ours,
                      std::optional<telemetry::latency_total> const& theirs) {
  if (!theirs || !ours.mean()) return;
  auto row = time_row(std::move(figure), "/metrics", *ours.mean(), theirs->mean().value_or(duration{}));
  if (ours.n != theirs->count)
    row.cannot_tell =
        "the server counted " + text::number(theirs->count) + " " + what + ", we saw " + text::number(ours.n);
  rows.push_back(std::move(row));
}

/// Why counts of tokens that differ say nothing; empty if they do say something.
inline std::string unclear_counts(run_totals const& totals) {
  if (totals.unclear > 0) return requests_in_words(totals.unclear) + " cut, or failed, after the server may have begun";
  if (totals.guessed > 0)
    return "the tokens of " + text::number(totals.guessed) + " of the answers are guessed or unknown";
  return {};
}

inline void add_counters(std::vector<check_row>& rows, run_totals const& totals,
                         telemetry::server_counters const& theirs) {
  auto const unclear = unclear_counts(totals);
  if (theirs.requests_succeeded)
    rows.push_back(count_row("requests", "requests", "/metrics", totals.completed, *theirs.requests_succeeded, 0,
                             totals.unclear > 0 ? unclear : std::string{}));
  if (theirs.generated_tokens)
    rows.push_back(count_row("output_tokens", "tokens", "/metrics", totals.output_tokens, *theirs.generated_tokens,
                             theirs.token_rounding, unclear));
  if (theirs.prompt_tokens) {
    auto const reason = totals.unclear > 0           ? unclear
                        : totals.without_prompt == 0 ? std::string{}
                                                     : "the prompt tokens of " + text::number(totals.without_prompt) +
                                                           " of the answers are unknown";
    rows.push_back(count_row("input_tokens", "tokens", "/metrics", totals.input_tokens, *theirs.prompt_tokens,
                             theirs.token_rounding, reason));
  }
  add_means(rows, "mean_ttft_ms", "first tokens", totals.ttft, theirs.ttft);
  add_means(rows, "mean_itl_ms", "gaps between tokens", totals.gaps, theirs.itl);
  add_means(rows, "mean_tpot_ms", "requests with a TPOT", totals.tpot, theirs.tpot);
}

/// `alone`: no two requests were in flight at once, so that none waited for a slot or for a step of others.
inline void add_timings(std::vector<check_row>& rows, run_totals const& totals, bool alone) {
  auto const& t = totals.timings;
  if (t.counted > 0) {
    rows.push_back(count_row("output_tokens", "tokens", "timings", t.output_tokens, t.predicted_tokens, 0, {}));
    if (t.prompt_tokens > 0)
      rows.push_back(count_row("input_tokens", "tokens", "timings", t.input_tokens, t.prompt_tokens, 0, {}));
  }
  if (auto const ours = t.ttft.mean()) {
    auto row = time_row("mean_ttft_ms", "timings", *ours, t.prompt.mean().value_or(duration{}));
    if (!alone && row.difference() > row.bound)
      row.cannot_tell = "with several in flight the wait for a slot or a running step is in ours alone";
    rows.push_back(std::move(row));
  }
  if (auto const ours = t.tpot.mean())
    rows.push_back(time_row("mean_tpot_ms", "timings", *ours, t.predicted.mean().value_or(duration{})));
}

}  // namespace detail

/// Our figures beside the server's own, as far as it tells any; empty if it does not. First what its `/metrics` counted
/// over the run, then what its answers said of themselves.
[[nodiscard]] inline std::vector<check_row> cross_check(run_result const& result) {
  std::vector<check_row> rows;
  auto const totals = total(result.log);
  if (result.server_growth) detail::add_counters(rows, totals, result.server_growth->counters);
  detail::add_timings(rows, totals, !result.settings.open_loop && result.settings.concurrency == 1);
  return rows;
}

}  // namespace tokendyno::metrics
