// SPDX-License-Identifier: MIT
#include <tokendyno/stats/histogram.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

namespace td = tokendyno;
using namespace std::chrono_literals;

namespace {

std::vector<td::duration> lognormal(std::uint32_t seed, std::size_t n, double sigma) {
  std::mt19937_64 engine{seed};
  std::lognormal_distribution<double> draw{std::log(20e6), sigma};
  std::vector<td::duration> values;
  for (std::size_t i = 0; i < n; ++i) values.emplace_back(static_cast<std::int64_t>(draw(engine)));
  return values;
}

std::vector<td::duration> uniform(std::uint32_t seed, std::size_t n) {
  std::mt19937_64 engine{seed};
  std::uniform_int_distribution<std::int64_t> draw{0, 5'000'000'000};
  std::vector<td::duration> values;
  for (std::size_t i = 0; i < n; ++i) values.emplace_back(draw(engine));
  return values;
}

constexpr std::array levels{0.0, 0.001, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 0.9999, 1.0};

void check_against_exact(std::vector<td::duration> values, td::stats::histogram_layout layout) {
  td::stats::histogram h{layout};
  for (auto const value : values) h.record(value);
  std::sort(values.begin(), values.end());
  auto const found = h.quantiles(levels);
  for (std::size_t i = 0; i < levels.size(); ++i) {
    auto const exact = static_cast<double>(td::stats::quantile(values, levels[i]).count());
    double const bound = exact * h.layout().relative_error() + static_cast<double>(h.layout().width(0)) / 2 + 1;
    CAPTURE(levels[i]);
    CHECK(std::abs(static_cast<double>(found[i].count()) - exact) <= bound);
    if (i > 0) CHECK(found[i] >= found[i - 1]);
  }
}

}  // namespace

TEST_CASE("the example of the documentation") {
  td::stats::histogram itl{{.highest = 10s, .significant_figures = 2}};
  for (auto gap : {18ms, 21ms, 19ms, 240ms}) itl.record(gap);
  CHECK(itl.count() == 4);
  CHECK(itl.min() == 18ms);
  CHECK(itl.max() == 240ms);
  CHECK(itl.sum() == 298ms);
  CHECK(itl.mean() == 74500us);
  CHECK(itl.out_of_range() == 0);
  CHECK(itl.quantile(0) == 18ms);
  CHECK(itl.quantile(1) == 240ms);
  CHECK(td::milliseconds(itl.quantile(0.5)) == doctest::Approx(20).epsilon(1.0 / 256));
}

TEST_CASE("quantiles stay within the bound of the layout and rise with the level") {
  for (int figures = 1; figures <= 4; ++figures) {
    CAPTURE(figures);
    check_against_exact(lognormal(1, 5000, 0.5), {.significant_figures = figures});
    check_against_exact(lognormal(2, 317, 1.5), {.lowest = 1us, .significant_figures = figures});
    check_against_exact(uniform(3, 1000), {.highest = 10s, .significant_figures = figures});
  }
  check_against_exact({0ns, 0ns, 1ns, 2ns}, {});
  check_against_exact({5s}, {.significant_figures = 1});
  check_against_exact({7ms, 7ms, 7ms}, {.significant_figures = 1});
}

TEST_CASE("merging is recording both") {
  auto const a = lognormal(4, 700, 0.5);
  auto const b = uniform(5, 300);
  td::stats::histogram left;
  td::stats::histogram right;
  td::stats::histogram both;
  for (auto const value : a) left.record(value), both.record(value);
  for (auto const value : b) right.record(value), both.record(value);
  left += right;
  CHECK(left.count() == both.count());
  CHECK(left.min() == both.min());
  CHECK(left.max() == both.max());
  CHECK(left.sum() == both.sum());
  CHECK(left.quantiles(levels) == both.quantiles(levels));
  td::stats::histogram const empty;
  left += empty;
  CHECK(left.min() == both.min());
  td::stats::histogram fresh;
  fresh += right;
  CHECK(fresh.min() == right.min());
  CHECK(fresh.max() == right.max());
  td::stats::histogram const other{{.significant_figures = 2}};
  CHECK_THROWS_AS(left += other, td::invalid_argument);
}

TEST_CASE("a count is as many records") {
  td::stats::histogram once;
  td::stats::histogram often;
  once.record(3ms, 1000);
  once.record(9ms, 0);
  for (int i = 0; i < 1000; ++i) often.record(3ms);
  CHECK(once.count() == 1000);
  CHECK(once.sum() == 3s);
  CHECK(once.max() == 3ms);
  CHECK(once.quantiles(levels) == often.quantiles(levels));
}

TEST_CASE("values out of range are kept at the edge and counted") {
  td::stats::histogram h{{.highest = 1s}};
  h.record(1s);
  CHECK(h.out_of_range() == 0);
  h.record(1s + 1ns);
  h.record(td::duration::max(), 3);
  h.record(-5ms);
  h.record(td::duration::min());
  CHECK(h.out_of_range() == 6);
  CHECK(h.count() == 7);
  CHECK(h.min() == 0ns);
  CHECK(h.max() == td::duration::max());
  CHECK(h.sum() == td::duration::max());
  CHECK(td::seconds(*h.mean()) == doctest::Approx(3.0 / 7 * 9223372036.854775807).epsilon(1e-9));
  auto const buckets = h.buckets();
  REQUIRE(buckets.size() == 2);
  CHECK(buckets[0].lower == 0ns);
  CHECK(buckets[0].upper == 1ns);
  CHECK(buckets[0].count == 2);
  CHECK(buckets[1].lower <= 1s);
  CHECK(buckets[1].upper > 1s);
  CHECK(buckets[1].count == 5);
  CHECK(td::seconds(h.quantile(0.5)) == doctest::Approx(1).epsilon(0.001));
}

TEST_CASE("the top bucket of the widest layout ends at the largest duration") {
  td::stats::histogram h{{.highest = td::duration::max(), .significant_figures = 1}};
  h.record(td::duration::max());
  CHECK(h.out_of_range() == 0);
  REQUIRE(h.buckets().size() == 1);
  CHECK(h.buckets()[0].upper == td::duration::max());
}

TEST_CASE("an empty histogram has no values, a level outside [0, 1] no quantile") {
  td::stats::histogram h;
  CHECK(h.count() == 0);
  CHECK_FALSE(h.min().has_value());
  CHECK_FALSE(h.max().has_value());
  CHECK_FALSE(h.mean().has_value());
  CHECK(h.sum() == 0ns);
  CHECK(h.buckets().empty());
  CHECK_THROWS_AS((void)h.quantile(0.5), td::invalid_argument);
  h.record(1ms);
  CHECK_THROWS_AS((void)h.quantile(1.5), td::invalid_argument);
}

TEST_CASE("quantiles come in the order of the levels asked for") {
  td::stats::histogram h;
  for (int i = 0; i <= 100; ++i) h.record(td::duration{i});
  auto const found = h.quantiles({0.9, 0.1, 0.5});
  REQUIRE(found.size() == 3);
  CHECK(found[0] == 90ns);
  CHECK(found[1] == 10ns);
  CHECK(found[2] == 50ns);
}

TEST_CASE("memory depends on the layout alone") {
  td::stats::histogram h{{.highest = 1h, .significant_figures = 3}};
  auto const before = h.memory_bytes();
  for (auto const value : uniform(6, 1000)) h.record(value);
  CHECK(h.memory_bytes() == before);
  CHECK(before == h.layout().size() * 8);
  CHECK(before < 270'336);
}
