// SPDX-License-Identifier: MIT
#include <tokendyno/stats/bucket_layout.hpp>

#include <doctest/doctest.h>

#include <cstdint>
#include <initializer_list>

namespace stats = tokendyno::stats;
using namespace std::chrono_literals;

TEST_CASE("the sub-bucket count is the smallest power of two from 2·10^digits on") {
  CHECK(stats::bucket_layout{{.significant_figures = 1}}.sub_bucket_count() == 32);
  CHECK(stats::bucket_layout{{.significant_figures = 2}}.sub_bucket_count() == 256);
  CHECK(stats::bucket_layout{{.significant_figures = 3}}.sub_bucket_count() == 2048);
  CHECK(stats::bucket_layout{{.significant_figures = 4}}.sub_bucket_count() == 32768);
  CHECK(stats::bucket_layout{{.significant_figures = 5}}.sub_bucket_count() == 262144);
  CHECK(stats::bucket_layout{}.relative_error() == 1.0 / 2048);
}

TEST_CASE("bucket boundaries of a layout of 32 sub-buckets") {
  constexpr stats::bucket_layout layout{{.significant_figures = 1}};
  static_assert(layout.index(0) == 0);
  static_assert(layout.index(31) == 31);
  static_assert(layout.index(32) == 32 && layout.index(33) == 32);
  static_assert(layout.index(34) == 33);
  static_assert(layout.index(63) == 47);
  static_assert(layout.index(64) == 48 && layout.index(67) == 48 && layout.index(68) == 49);
  static_assert(layout.lower(48) == 64 && layout.width(48) == 4 && layout.representative(48) == 65);
  static_assert(layout.lower(31) == 31 && layout.width(31) == 1 && layout.representative(31) == 31);
  CHECK(layout.size() == layout.index(3'600'000'000'000) + 1);
}

TEST_CASE("a coarse lowest value widens every bucket") {
  constexpr stats::bucket_layout layout{{.lowest = 1us, .highest = 10s, .significant_figures = 1}};
  static_assert(layout.index(511) == 0 && layout.index(512) == 1);  // the unit is the power of two below 1 µs
  static_assert(layout.width(0) == 512 && layout.lower(31) == 31 * 512);
  static_assert(layout.index(32 * 512) == 32 && layout.width(32) == 1024);
  CHECK(layout.size() < stats::bucket_layout{{.highest = 10s, .significant_figures = 1}}.size());
}

TEST_CASE("every value lies in its bucket, buckets touch and the representative keeps the bound") {
  for (int figures = 1; figures <= 5; ++figures) {
    for (auto const lowest : {tokendyno::duration{1}, tokendyno::duration{1000}}) {
      stats::bucket_layout const layout{
          {.lowest = lowest, .highest = tokendyno::duration::max(), .significant_figures = figures}};
      std::uint64_t random = 1;
      for (int i = 0; i < 2000; ++i) {
        random = random * 6364136223846793005U + 1442695040888963407U;
        std::uint64_t const value = (random >> 1) >> (i % 63);
        auto const bucket = layout.index(value);
        REQUIRE(layout.lower(bucket) <= value);
        REQUIRE(value - layout.lower(bucket) < layout.width(bucket));
        if (bucket + 1 < layout.size())
          REQUIRE(layout.lower(bucket + 1) == layout.lower(bucket) + layout.width(bucket));
        auto const stand_in = static_cast<double>(layout.representative(bucket));
        auto const exact = static_cast<double>(value);
        double const bound = exact * layout.relative_error() + static_cast<double>(layout.width(0)) / 2;
        REQUIRE((stand_in > exact ? stand_in - exact : exact - stand_in) <= bound);
      }
    }
  }
}

TEST_CASE("a layout outside its range is misuse") {
  auto const make = [](stats::histogram_layout wanted) { return stats::bucket_layout{wanted}; };
  CHECK_THROWS_AS((void)make({.lowest = 0ns}), tokendyno::invalid_argument);
  CHECK_THROWS_AS((void)make({.lowest = 10ns, .highest = 19ns}), tokendyno::invalid_argument);
  CHECK_THROWS_AS((void)make({.highest = -1s}), tokendyno::invalid_argument);
  CHECK_THROWS_AS((void)make({.significant_figures = 0}), tokendyno::invalid_argument);
  CHECK_THROWS_AS((void)make({.significant_figures = 6}), tokendyno::invalid_argument);
  CHECK_NOTHROW((void)make({.lowest = 10ns, .highest = 20ns}));
}
