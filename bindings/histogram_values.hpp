// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/stats/histogram.hpp>

#include <algorithm>
#include <cstdint>
#include <stdexcept>
#include <vector>

namespace tokendyno::bindings {

/// A duration and how often it was recorded.
struct counted_duration {
  duration value{};
  std::uint64_t count = 0;
};

namespace detail {

__extension__ using uint128 = unsigned __int128;

/// Values of which only this is known: there are `count` of them from `least` to `most` nanoseconds.
struct value_range {
  std::uint64_t least, most, count;
};

/// What the state of `h` says about its values if `above` of those out of range were above `highest`, the others
/// negative (counted as 0).
inline std::vector<value_range> value_ranges(stats::histogram const& h, std::uint64_t above) {
  auto const count_of = [](duration d) { return static_cast<std::uint64_t>(d.count()); };
  std::uint64_t const highest = h.layout().highest();
  std::uint64_t const min = count_of(*h.min());
  std::uint64_t const max = count_of(*h.max());
  std::uint64_t const top = h.layout().lower(h.layout().size() - 1);
  std::uint64_t const negative = h.out_of_range() - above;
  std::vector<value_range> ranges;
  for (auto const& bucket : h.buckets()) {
    std::uint64_t const lower = count_of(bucket.lower);
    std::uint64_t const inside = bucket.count - (lower == 0 ? negative : 0) - (lower == top ? above : 0);
    ranges.push_back({std::max(lower, min), std::min({count_of(bucket.upper) - 1, max, highest}), inside});
  }
  ranges.push_back({std::max(highest + 1, min), max, above});
  std::erase_if(ranges, [](value_range const& range) { return range.count == 0; });
  if (min == max) return ranges;
  // One value is the smallest and another the largest; where one is negative, the smallest is known already.
  if (negative == 0) {
    --ranges.front().count;
    ranges.push_back({min, min, 1});
  }
  auto const holds_max = [&](value_range const& range) { return range.count > 0 && range.most == max; };
  --std::find_if(ranges.begin(), ranges.end(), holds_max)->count;
  ranges.push_back({max, max, 1});
  return ranges;
}

inline uint128 largest_sum(std::vector<value_range> const& ranges) {
  uint128 sum = 0;
  for (auto const& range : ranges) sum += uint128{range.most} * range.count;
  return sum;
}

/// How many values of `h`, which is not empty, may have been above `highest`: the least number that its sum allows.
/// Any number that agrees with the state does, and sums only grow with it.
inline std::uint64_t values_above(stats::histogram const& h, uint128 sum) {
  auto const buckets = h.buckets();
  std::uint64_t const at_zero = *h.min() > duration{} ? 0 : buckets.front().count;
  std::uint64_t const out = h.out_of_range();
  bool const some = static_cast<std::uint64_t>(h.max()->count()) > h.layout().highest();
  std::uint64_t least = std::max<std::uint64_t>(some ? 1 : 0, out - std::min(out, at_zero));
  std::uint64_t most = some ? std::min(out, buckets.back().count) : least;
  while (least < most) {
    std::uint64_t const middle = least + (most - least) / 2;
    if (largest_sum(value_ranges(h, middle)) >= sum)
      most = middle;
    else
      least = middle + 1;
  }
  return least;
}

}  // namespace detail

/// Values that, recorded into an empty histogram of the same layout, give one that nothing tells from `h`: the same
/// counts, sum, extremes and values out of range. Throws `std::overflow_error` if the sum exceeds 292 years.
inline std::vector<counted_duration> equivalent_values(stats::histogram const& h) {
  if (h.count() == 0) return {};
  if (h.sum() == duration::max()) throw std::overflow_error("histogram: expected values whose sum is below 292 years");
  auto const sum = static_cast<detail::uint128>(h.sum().count());
  std::uint64_t const above = detail::values_above(h, sum);
  auto const ranges = detail::value_ranges(h, above);
  detail::uint128 rest = sum;
  for (auto const& range : ranges) rest -= detail::uint128{range.least} * range.count;
  std::vector<counted_duration> result{{duration{-1}, h.out_of_range() - above}};
  for (auto const& range : ranges) {
    if (range.count == 0) continue;
    // As much of the rest as fits here, spread evenly.
    auto const share = std::min(rest, detail::uint128{range.most - range.least} * range.count);
    rest -= share;
    auto const value =
        duration{static_cast<std::int64_t>(range.least + static_cast<std::uint64_t>(share / range.count))};
    auto const higher = static_cast<std::uint64_t>(share % range.count);
    result.push_back({value, range.count - higher});
    result.push_back({value + duration{1}, higher});
  }
  return result;
}

}  // namespace tokendyno::bindings
