// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/error.hpp>
#include <tokendyno/core/time.hpp>
#include <tokendyno/stats/bucket_layout.hpp>
#include <tokendyno/stats/quantile.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace tokendyno::stats {

/// A bucket that holds something: the values in [lower, upper).
struct histogram_bucket {
  duration lower{};
  duration upper{};
  std::uint64_t count = 0;
};

/// Counts of durations in buckets of constant relative width: constant memory, mergeable, quantiles with a bounded
/// error (`layout().relative_error()`). `record` never allocates and takes a few nanoseconds. Not thread-safe.
///
/// A value above `highest` falls into the top bucket, a negative one counts as 0; `out_of_range` tells how many did.
class histogram {
 public:
  /// Throws `invalid_argument` if a member of `wanted` is outside its range.
  explicit histogram(histogram_layout const& wanted = {}) : layout_(wanted), counts_(layout_.size()) {}

  /// Counts `value` once.
  void record(duration value) noexcept { record(value, 1); }

  /// Counts `value` `count` times.
  void record(duration value, std::uint64_t count) noexcept {
    if (count == 0) return;
    auto seen = static_cast<std::uint64_t>(value.count());
    if (seen > layout_.highest()) [[unlikely]] {  // a negative value is a huge one here
      out_of_range_ += count;
      if (value < duration{}) seen = 0;
    }
    counts_[layout_.index(std::min(seen, layout_.highest()))] += count;
    count_ += count;
    sum_ += uint128{seen} * count;
    // Branches, since a new extreme is rare: a store on every call would wait for the one before.
    if (seen < min_) [[unlikely]]
      min_ = seen;
    if (seen > max_) [[unlikely]]
      max_ = seen;
  }

  /// Adds the values of `other`. Throws `invalid_argument` if its layout is another.
  histogram& operator+=(histogram const& other) {
    if (!(layout_ == other.layout_)) throw invalid_argument("other: expected a histogram of the same layout");
    for (std::size_t i = 0; i < counts_.size(); ++i) counts_[i] += other.counts_[i];
    out_of_range_ += other.out_of_range_;
    count_ += other.count_;
    sum_ += other.sum_;
    min_ = std::min(min_, other.min_);
    max_ = std::max(max_, other.max_);
    return *this;
  }

  /// Number of values.
  [[nodiscard]] std::uint64_t count() const noexcept { return count_; }
  /// Number of values that were negative or above `highest`.
  [[nodiscard]] std::uint64_t out_of_range() const noexcept { return out_of_range_; }
  /// The smallest value, exact (a negative one as 0); none of an empty histogram.
  [[nodiscard]] std::optional<duration> min() const noexcept { return value_unless_empty(min_); }
  /// The largest value, exact even above `highest`; none of an empty histogram.
  [[nodiscard]] std::optional<duration> max() const noexcept { return value_unless_empty(max_); }
  /// The sum of the values, exact; at most `duration::max()`.
  [[nodiscard]] duration sum() const noexcept { return saturated(sum_); }
  /// The mean of the values, rounded to the nanosecond; none of an empty histogram.
  [[nodiscard]] std::optional<duration> mean() const noexcept {
    if (count_ == 0) return std::nullopt;
    return duration{static_cast<std::int64_t>((sum_ + count_ / 2) / count_)};
  }

  /// The `q`-quantile by type 7 (`stats::quantile`) over bucket middles; the smallest and the largest value are exact.
  /// Throws `invalid_argument` if the histogram is empty or `q` lies outside [0, 1].
  [[nodiscard]] duration quantile(double q) const { return quantiles(std::span{&q, 1}).front(); }

  /// The quantiles at `levels`, in their order, in one pass over the buckets. Throws as `quantile`.
  [[nodiscard]] std::vector<duration> quantiles(std::span<double const> levels) const {
    if (count_ == 0) throw invalid_argument("histogram: expected at least one value");
    std::vector<quantile_rank> ranks;
    std::vector<std::size_t> samples;
    for (double const q : levels) {
      ranks.push_back(type7_rank(static_cast<std::size_t>(count_), q));
      samples.push_back(ranks.back().index);
      samples.push_back(ranks.back().last());
    }
    std::sort(samples.begin(), samples.end());
    auto const values = values_at(samples);
    auto const value = [&](std::size_t sample) {
      auto const found = std::lower_bound(samples.begin(), samples.end(), sample);
      return values[static_cast<std::size_t>(found - samples.begin())];
    };
    std::vector<duration> result;
    for (auto const& rank : ranks) {
      duration const below = value(rank.index);
      duration const gap = value(rank.last()) - below;
      result.push_back(below + duration{std::llround(rank.fraction * static_cast<double>(gap.count()))});
    }
    return result;
  }
  /// The quantiles at `levels`. Throws as `quantile`.
  [[nodiscard]] std::vector<duration> quantiles(std::initializer_list<double> levels) const {
    return quantiles(std::span{levels.begin(), levels.size()});
  }

  /// The buckets that hold something, ascending.
  [[nodiscard]] std::vector<histogram_bucket> buckets() const {
    std::vector<histogram_bucket> result;
    for (std::size_t i = 0; i < counts_.size(); ++i) {
      if (counts_[i] == 0) continue;
      auto const lower = layout_.lower(i);
      result.push_back({saturated(lower), saturated(lower + layout_.width(i)), counts_[i]});
    }
    return result;
  }

  /// The index maths of this histogram.
  [[nodiscard]] bucket_layout const& layout() const noexcept { return layout_; }
  /// Memory held by the counts, in bytes; constant.
  [[nodiscard]] std::size_t memory_bytes() const noexcept { return counts_.size() * sizeof(std::uint64_t); }

 private:
  // Nanoseconds overflow 64 bits after 584 years: a billion gaps of 18 s.
  __extension__ using uint128 = unsigned __int128;

  [[nodiscard]] static constexpr duration saturated(uint128 value) noexcept {
    constexpr uint128 most = std::numeric_limits<std::int64_t>::max();
    return duration{static_cast<std::int64_t>(value < most ? value : most)};
  }

  [[nodiscard]] std::optional<duration> value_unless_empty(std::uint64_t value) const noexcept {
    if (count_ == 0) return std::nullopt;
    return duration{static_cast<std::int64_t>(value)};
  }

  /// The samples at ascending 0-based positions.
  [[nodiscard]] std::vector<duration> values_at(std::span<std::size_t const> positions) const {
    std::vector<duration> result;
    std::uint64_t passed = 0;
    std::size_t bucket = 0;
    for (auto const position : positions) {
      while (passed + counts_[bucket] <= position) passed += counts_[bucket++];
      auto value = std::clamp(layout_.representative(bucket), min_, max_);
      if (position == 0) value = min_;
      if (position + 1 == count_) value = max_;
      result.push_back(duration{static_cast<std::int64_t>(value)});
    }
    return result;
  }

  bucket_layout layout_;
  std::vector<std::uint64_t> counts_;
  std::uint64_t count_ = 0;
  std::uint64_t out_of_range_ = 0;
  uint128 sum_ = 0;
  std::uint64_t min_ = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t max_ = 0;
};

}  // namespace tokendyno::stats
