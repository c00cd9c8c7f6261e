// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/error.hpp>
#include <tokendyno/core/time.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <span>

namespace tokendyno::stats {

/// Where a quantile lies among sorted samples: X[index] + fraction · (X[index + 1] − X[index]), 0-based.
struct quantile_rank {
  std::size_t index = 0;
  double fraction = 0.0;  ///< in [0, 1); 0 means X[index] alone, and X[index + 1] need not exist

  /// The last sample the quantile depends on: it is infinite exactly if this sample is.
  [[nodiscard]] constexpr std::size_t last() const noexcept { return fraction > 0 ? index + 1 : index; }
};

namespace detail {

inline void check_quantile(std::size_t n, double q) {
  if (n == 0) throw invalid_argument("sorted: expected at least one sample");
  if (!(q >= 0 && q <= 1)) throw invalid_argument("q: expected a level in [0, 1]");
}

/// `h`, or the whole number that it missed by rounding alone: 100 · 0.07 is not 7 in binary.
inline double snapped(double h) noexcept {
  double const whole = std::round(h);
  return std::abs(h - whole) <= 4 * std::numeric_limits<double>::epsilon() * whole ? whole : h;
}

}  // namespace detail

/// The rank of the `q`-quantile of `n` samples by Hyndman and Fan's type 7, h = (n − 1)q, the default of NumPy
/// (Sample Quantiles in Statistical Packages, The American Statistician 50(4), 1996).
/// Throws `invalid_argument` if `n` is 0 or `q` lies outside [0, 1].
[[nodiscard]] inline quantile_rank type7_rank(std::size_t n, double q) {
  detail::check_quantile(n, q);
  double const h = detail::snapped(static_cast<double>(n - 1) * q);
  double const whole = std::floor(h);
  return {static_cast<std::size_t>(whole), h - whole};
}

/// The 0-based index of the `q`-quantile by nearest rank, X(⌈nq⌉) counted from 1; q = 0 gives the minimum.
/// Throws as `type7_rank`.
[[nodiscard]] inline std::size_t nearest_rank_index(std::size_t n, double q) {
  detail::check_quantile(n, q);
  auto const rank = static_cast<std::size_t>(std::ceil(detail::snapped(static_cast<double>(n) * q)));
  return rank == 0 ? 0 : rank - 1;
}

/// The 0-based index of the `q`-quantile as MLPerf LoadGen takes it, ⌊nq⌋, at most n − 1. Throws as `type7_rank`.
[[nodiscard]] inline std::size_t mlperf_index(std::size_t n, double q) {
  detail::check_quantile(n, q);
  auto const index = static_cast<std::size_t>(std::floor(detail::snapped(static_cast<double>(n) * q)));
  return index < n ? index : n - 1;
}

/// The `q`-quantile of ascending samples by type 7. Samples may be infinite: a whole h takes X[h] alone.
/// Throws `invalid_argument` if there are none or `q` lies outside [0, 1].
[[nodiscard]] inline double quantile(std::span<double const> sorted, double q) {
  auto const rank = type7_rank(sorted.size(), q);
  double const below = sorted[rank.index];
  double const above = sorted[rank.last()];
  return below == above ? below : std::lerp(below, above, rank.fraction);
}

/// The `q`-quantile of ascending durations by type 7, rounded to the nanosecond. Throws as above.
[[nodiscard]] inline duration quantile(std::span<duration const> sorted, double q) {
  auto const rank = type7_rank(sorted.size(), q);
  duration const below = sorted[rank.index];
  duration const gap = sorted[rank.last()] - below;
  return below + duration{std::llround(rank.fraction * static_cast<double>(gap.count()))};
}

/// The `q`-quantile of ascending samples by nearest rank, as GuideLLM takes it. Throws as `quantile`.
[[nodiscard]] inline double quantile_nearest_rank(std::span<double const> sorted, double q) {
  return sorted[nearest_rank_index(sorted.size(), q)];
}

/// The `q`-quantile of ascending durations by nearest rank. Throws as `quantile`.
[[nodiscard]] inline duration quantile_nearest_rank(std::span<duration const> sorted, double q) {
  return sorted[nearest_rank_index(sorted.size(), q)];
}

/// The `q`-quantile of ascending samples as MLPerf LoadGen takes it. Throws as `quantile`.
[[nodiscard]] inline double quantile_mlperf(std::span<double const> sorted, double q) {
  return sorted[mlperf_index(sorted.size(), q)];
}

/// The `q`-quantile of ascending durations as MLPerf LoadGen takes it. Throws as `quantile`.
[[nodiscard]] inline duration quantile_mlperf(std::span<duration const> sorted, double q) {
  return sorted[mlperf_index(sorted.size(), q)];
}

}  // namespace tokendyno::stats
