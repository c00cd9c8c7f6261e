// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/error.hpp>
#include <tokendyno/core/time.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>

namespace tokendyno::stats {

/// What a histogram of durations must tell apart.
struct histogram_layout {
  duration lowest{1};                       ///< values closer than this need not be told apart; at least 1 ns
  duration highest{std::chrono::hours{1}};  ///< largest value with its own bucket; at least twice `lowest`
  int significant_figures = 3;              ///< decimal digits kept of any value, 1 to 5
};

/// The bucket layout of HdrHistogram (hdrhistogram.org): each power of two is cut into equally wide buckets, their
/// number a power of two, so that finding a bucket needs one count of leading zeros and no branch.
/// Indices are 0-based; values are nanoseconds.
class bucket_layout {
 public:
  /// Throws `invalid_argument` if a member of `wanted` is outside its range.
  constexpr explicit bucket_layout(histogram_layout const& wanted = {}) {
    if (wanted.lowest < duration{1}) throw invalid_argument("lowest: expected at least 1 ns");
    if (wanted.highest / 2 < wanted.lowest) throw invalid_argument("highest: expected at least twice lowest");
    if (wanted.significant_figures < 1 || wanted.significant_figures > 5)
      throw invalid_argument("significant_figures: expected 1 to 5");
    std::uint64_t steps = 2;
    for (int i = 0; i < wanted.significant_figures; ++i) steps *= 10;
    sub_bits_ = static_cast<unsigned>(std::bit_width(steps - 1));
    unit_bits_ = static_cast<unsigned>(std::bit_width(static_cast<std::uint64_t>(wanted.lowest.count()))) - 1;
    highest_ = static_cast<std::uint64_t>(wanted.highest.count());
    half_bits_ = sub_bits_ - 1;
    low_ = (sub_bucket_count() - 1) << unit_bits_;
    offset_ = std::size_t{unit_bits_} << half_bits_;
  }

  /// Buckets of equal width at the low end: the smallest power of two ≥ 2·10^significant_figures.
  [[nodiscard]] constexpr std::uint64_t sub_bucket_count() const noexcept { return std::uint64_t{1} << sub_bits_; }

  /// The largest value with a bucket of its own.
  [[nodiscard]] constexpr std::uint64_t highest() const noexcept { return highest_; }

  /// Number of buckets.
  [[nodiscard]] constexpr std::size_t size() const noexcept { return index(highest_) + 1; }

  /// The bucket of `value`; `value` must not exceed `highest()`.
  [[nodiscard]] constexpr std::size_t index(std::uint64_t value) const noexcept {
    // `| 1` tells the compiler that there is a bit to find.
    auto const bits = static_cast<unsigned>(std::bit_width(value | low_ | 1));
    unsigned const shift = bits - sub_bits_;
    return (std::size_t{shift} << half_bits_) + static_cast<std::size_t>(value >> shift) - offset_;
  }

  /// The smallest value in bucket `i`.
  [[nodiscard]] constexpr std::uint64_t lower(std::size_t i) const noexcept {
    std::uint64_t const half = sub_bucket_count() / 2;
    std::uint64_t const mantissa = i < sub_bucket_count() ? i : (i & (half - 1)) | half;
    return mantissa << (shift_of(i) + unit_bits_);
  }

  /// Number of values in bucket `i`.
  [[nodiscard]] constexpr std::uint64_t width(std::size_t i) const noexcept {
    return std::uint64_t{1} << (shift_of(i) + unit_bits_);
  }

  /// The value that stands for all of bucket `i`: its middle.
  [[nodiscard]] constexpr std::uint64_t representative(std::size_t i) const noexcept {
    return lower(i) + (width(i) - 1) / 2;
  }

  /// Largest relative distance of a value from its representative, for values from `sub_bucket_count()` times the
  /// width of the lowest bucket on; below, the distance is at most half of that width.
  [[nodiscard]] constexpr double relative_error() const noexcept {
    return 1.0 / static_cast<double>(sub_bucket_count());
  }

  friend constexpr bool operator==(bucket_layout const&, bucket_layout const&) = default;

 private:
  [[nodiscard]] constexpr unsigned shift_of(std::size_t i) const noexcept {
    return i < sub_bucket_count() ? 0U : static_cast<unsigned>(i >> half_bits_) - 1;
  }

  unsigned sub_bits_ = 0;
  unsigned unit_bits_ = 0;
  unsigned half_bits_ = 0;
  std::uint64_t low_ = 0;  // every value up to here is in a bucket of the lowest width
  std::size_t offset_ = 0;
  std::uint64_t highest_ = 0;
};

}  // namespace tokendyno::stats
