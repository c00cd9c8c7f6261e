// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/error.hpp>
#include <tokendyno/core/time.hpp>
#include <tokendyno/stats/histogram.hpp>
#include <tokendyno/stats/quantile.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <optional>
#include <span>
#include <vector>

namespace tokendyno::stats {

/// A figure of a sample, some values of which may be known only to exceed the time that had elapsed.
struct quantile_estimate {
  duration value{};
  bool at_least = false;  ///< the figure is infinite or unknown, `value` a lower bound: print it with "≥"

  friend bool operator==(quantile_estimate const&, quantile_estimate const&) = default;
};

/// What a sample of durations comes to. Nothing is known of an empty one, and nothing is 0 for want of values.
struct summary {
  std::uint64_t n = 0;           ///< values, censored ones too
  std::uint64_t n_censored = 0;  ///< of these, cut before they were known
  std::optional<quantile_estimate> mean;
  std::optional<quantile_estimate> min;
  std::optional<quantile_estimate> max;
  std::optional<quantile_estimate> p50;
  std::optional<quantile_estimate> p90;
  std::optional<quantile_estimate> p95;
  std::optional<quantile_estimate> p99;

  friend bool operator==(summary const&, summary const&) = default;
};

/// The type 7 `q`-quantile of a sample whose right-censored values count as infinite. If it comes out infinite, the
/// value is the same quantile with the elapsed times put in, and `at_least` is set (docs/concepts.md#censoring).
/// `sorted`: the known values, ascending. `sorted_with_elapsed`: those and the elapsed times of the others, ascending.
/// Throws `invalid_argument` if there is no value at all, `q` lies outside [0, 1], or the second is the shorter.
[[nodiscard]] inline quantile_estimate quantile(std::span<duration const> sorted,
                                                std::span<duration const> sorted_with_elapsed, double q) {
  if (sorted_with_elapsed.size() < sorted.size())
    throw invalid_argument("sorted_with_elapsed: expected every known value and the elapsed times");
  auto const rank = type7_rank(sorted_with_elapsed.size(), q);
  if (rank.last() >= sorted.size()) return {quantile(sorted_with_elapsed, q), true};
  duration const gap = sorted[rank.last()] - sorted[rank.index];
  return {sorted[rank.index] + duration{std::llround(rank.fraction * static_cast<double>(gap.count()))}, false};
}

/// The summary of `values` and of values known only to exceed the times in `censored`. Sorts a copy.
/// A censored value makes the mean and the maximum lower bounds, and each quantile that it makes infinite.
[[nodiscard]] inline summary summarise(std::span<duration const> values, std::span<duration const> censored = {}) {
  summary s;
  s.n = values.size() + censored.size();
  s.n_censored = censored.size();
  if (s.n == 0) return s;
  std::vector<duration> known(values.begin(), values.end());
  std::sort(known.begin(), known.end());
  std::vector<duration> all(known);
  all.insert(all.end(), censored.begin(), censored.end());
  std::sort(all.begin(), all.end());
  // As double, since the sum of many long durations would not fit.
  double const sum = std::accumulate(all.begin(), all.end(), 0.0,
                                     [](double part, duration d) { return part + static_cast<double>(d.count()); });
  s.mean = quantile_estimate{duration{std::llround(sum / static_cast<double>(s.n))}, !censored.empty()};
  s.min = quantile(known, all, 0);
  s.max = quantile(known, all, 1);
  s.p50 = quantile(known, all, 0.5);
  s.p90 = quantile(known, all, 0.9);
  s.p95 = quantile(known, all, 0.95);
  s.p99 = quantile(known, all, 0.99);
  return s;
}

/// The summary of a histogram, its quantiles within the bound of its layout. Nothing in it is censored; quantiles that
/// fall among values above `highest` are lower bounds.
[[nodiscard]] inline summary summarise(histogram const& h) {
  summary s;
  s.n = h.count();
  if (s.n == 0) return s;
  auto const exact = [](std::optional<duration> d) { return quantile_estimate{*d, false}; };
  s.mean = exact(h.mean());
  s.min = exact(h.min());
  s.max = exact(h.max());
  auto const top = duration{static_cast<std::int64_t>(h.layout().lower(h.layout().size() - 1))};
  auto const found = h.quantiles({0.5, 0.9, 0.95, 0.99});
  auto const bounded = [&](duration d) {
    return quantile_estimate{d, h.out_of_range() > 0 && d >= top && d < *h.max()};
  };
  s.p50 = bounded(found[0]);
  s.p90 = bounded(found[1]);
  s.p95 = bounded(found[2]);
  s.p99 = bounded(found[3]);
  return s;
}

}  // namespace tokendyno::stats
