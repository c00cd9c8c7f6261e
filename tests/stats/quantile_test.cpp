// SPDX-License-Identifier: MIT
#include <tokendyno/stats/quantile.hpp>

#include <doctest/doctest.h>

#include <limits>
#include <vector>

namespace stats = tokendyno::stats;
using namespace std::chrono_literals;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

std::vector<double> one_to(int n) {
  std::vector<double> x;
  for (int i = 1; i <= n; ++i) x.push_back(i);
  return x;
}

}  // namespace

TEST_CASE("the three rules differ on 1..100") {
  auto const x = one_to(100);
  CHECK(stats::quantile(x, 0.95) == doctest::Approx(95.05).epsilon(1e-12));
  CHECK(stats::quantile_nearest_rank(x, 0.95) == 95);
  CHECK(stats::quantile_mlperf(x, 0.95) == 96);
}

TEST_CASE("type 7 agrees with NumPy") {
  std::vector<double> const x{1.5, 2, 7, 11, 40};
  CHECK(stats::quantile(x, 0) == 1.5);
  CHECK(stats::quantile(x, 0.1) == doctest::Approx(1.7));
  CHECK(stats::quantile(x, 0.5) == 7);
  CHECK(stats::quantile(x, 0.9) == doctest::Approx(28.4));
  CHECK(stats::quantile(x, 1) == 40);
  std::vector<double> const one{3};
  CHECK(stats::quantile(one, 0.95) == 3);
}

TEST_CASE("durations are interpolated and rounded to the nanosecond") {
  std::vector<tokendyno::duration> const x{1ns, 2ns, 4ns, 105ns};
  CHECK(stats::quantile(x, 0.5) == 3ns);
  CHECK(stats::quantile(x, 0.95) == 90ns);  // 4 + 0.85 · 101 = 89.85
  CHECK(stats::quantile(x, 1) == 105ns);
  CHECK(stats::quantile_nearest_rank(x, 0.5) == 2ns);
  CHECK(stats::quantile_mlperf(x, 0.5) == 4ns);
}

TEST_CASE("a whole h takes one sample, infinite neighbours or not") {
  auto x = one_to(101);
  x[96] = x[97] = x[98] = x[99] = x[100] = infinity;
  CHECK(stats::quantile(x, 0.95) == 96);
  CHECK(stats::quantile(x, 0.951) == infinity);
  CHECK(stats::quantile(x, 0.975) == infinity);
  CHECK(stats::type7_rank(101, 0.07).fraction == 0);  // 100 · 0.07 is 7.000000000000001 in binary
  CHECK(stats::type7_rank(101, 0.95).last() == 95);
  CHECK(stats::type7_rank(100, 0.95).last() == 95);
  CHECK(stats::type7_rank(100, 0.95).index == 94);
}

TEST_CASE("ranks keep inside the sample") {
  CHECK(stats::nearest_rank_index(10, 0) == 0);
  CHECK(stats::nearest_rank_index(10, 1) == 9);
  CHECK(stats::nearest_rank_index(100, 0.07) == 6);
  CHECK(stats::mlperf_index(10, 0) == 0);
  CHECK(stats::mlperf_index(10, 1) == 9);
  CHECK(stats::mlperf_index(100, 0.29) == 29);  // 100 · 0.29 is 28.999999999999996 in binary
  CHECK(stats::type7_rank(10, 1).last() == 9);
}

TEST_CASE("no samples or a level outside [0, 1] is misuse") {
  std::vector<double> const none;
  std::vector<double> const some{1, 2};
  CHECK_THROWS_AS((void)stats::quantile(none, 0.5), tokendyno::invalid_argument);
  CHECK_THROWS_AS((void)stats::quantile(some, -0.01), tokendyno::invalid_argument);
  CHECK_THROWS_AS((void)stats::quantile(some, 1.01), tokendyno::invalid_argument);
  CHECK_THROWS_AS((void)stats::quantile(some, std::numeric_limits<double>::quiet_NaN()), tokendyno::invalid_argument);
  CHECK_THROWS_AS((void)stats::quantile_nearest_rank(none, 0.5), tokendyno::invalid_argument);
  CHECK_THROWS_AS((void)stats::quantile_mlperf(none, 0.5), tokendyno::invalid_argument);
}
