// SPDX-License-Identifier: MIT
#include <tokendyno/stats/summary.hpp>

#include <doctest/doctest.h>

#include <vector>

namespace td = tokendyno;
using namespace std::chrono_literals;
using td::stats::quantile_estimate;

namespace {

std::vector<td::duration> one_to_ms(int n) {
  std::vector<td::duration> x;
  for (int i = n; i >= 1; --i) x.push_back(std::chrono::milliseconds{i});
  return x;
}

}  // namespace

TEST_CASE("without censored values everything is exact") {
  auto const s = td::stats::summarise(one_to_ms(100));
  CHECK(s.n == 100);
  CHECK(s.n_censored == 0);
  CHECK(s.mean == quantile_estimate{50500us, false});
  CHECK(s.min == quantile_estimate{1ms, false});
  CHECK(s.max == quantile_estimate{100ms, false});
  CHECK(s.p50 == quantile_estimate{50500us, false});
  CHECK(s.p90 == quantile_estimate{90100us, false});
  CHECK(s.p95 == quantile_estimate{95050us, false});
  CHECK(s.p99 == quantile_estimate{99010us, false});
}

TEST_CASE("a censored value counts as infinite, not as the time that had elapsed") {
  std::vector<td::duration> const censored{5ms, 5ms, 5ms, 5ms, 5ms};  // elapsed times far below the median
  auto const s = td::stats::summarise(one_to_ms(95), censored);
  CHECK(s.n == 100);
  CHECK(s.n_censored == 5);
  CHECK(s.p50 == quantile_estimate{50500us, false});
  CHECK(s.p90 == quantile_estimate{90100us, false});
  CHECK(s.min == quantile_estimate{1ms, false});
  CHECK(s.mean == quantile_estimate{45850us, true});  // (95 · 48 + 25) / 100
  CHECK(s.max == quantile_estimate{95ms, true});
  // The rank 94.05 needs X[95], which is infinite; with 5 ms put in five times, X[94] is 90 ms.
  CHECK(s.p95 == quantile_estimate{90050us, true});
  CHECK(s.p99 == quantile_estimate{94010us, true});
}

TEST_CASE("a whole rank does not see the infinite neighbour") {
  auto const s = td::stats::summarise(one_to_ms(96), std::vector<td::duration>{1s, 1s, 1s, 1s, 1s});
  CHECK(s.n == 101);
  CHECK(s.p95 == quantile_estimate{96ms, false});
  CHECK(s.p99 == quantile_estimate{1s, true});
}

TEST_CASE("only censored values give only lower bounds") {
  auto const s = td::stats::summarise({}, std::vector<td::duration>{3s, 1s});
  CHECK(s.n == 2);
  CHECK(s.min == quantile_estimate{1s, true});
  CHECK(s.p50 == quantile_estimate{2s, true});
  CHECK(s.max == quantile_estimate{3s, true});
}

TEST_CASE("an empty sample has no figures") {
  auto const s = td::stats::summarise(std::vector<td::duration>{});
  CHECK(s == td::stats::summary{});
  CHECK_FALSE(s.p50.has_value());
  CHECK_FALSE(s.mean.has_value());
  CHECK_FALSE(td::stats::summarise(td::stats::histogram{}).p99.has_value());
}

TEST_CASE("a histogram is summarised within its bound") {
  td::stats::histogram h;
  for (auto const value : one_to_ms(100)) h.record(value);
  auto const s = td::stats::summarise(h);
  CHECK(s.n == 100);
  CHECK(s.mean == quantile_estimate{50500us, false});
  CHECK(s.min == quantile_estimate{1ms, false});
  CHECK(s.max == quantile_estimate{100ms, false});
  CHECK(td::milliseconds(s.p50->value) == doctest::Approx(50.5).epsilon(1.0 / 2048));
  CHECK(td::milliseconds(s.p90->value) == doctest::Approx(90.1).epsilon(1.0 / 2048));
  CHECK(td::milliseconds(s.p95->value) == doctest::Approx(95.05).epsilon(1.0 / 2048));
  CHECK(td::milliseconds(s.p99->value) == doctest::Approx(99.01).epsilon(1.0 / 2048));
  CHECK_FALSE(s.p99->at_least);
}

TEST_CASE("a quantile among values above the range of a histogram is a lower bound") {
  td::stats::histogram h{{.highest = 1s}};
  for (int i = 0; i < 90; ++i) h.record(1ms);
  for (int i = 0; i < 10; ++i) h.record(1min);
  auto const s = td::stats::summarise(h);
  CHECK_FALSE(s.p50->at_least);
  CHECK(s.p95->at_least);
  CHECK(td::seconds(s.p95->value) == doctest::Approx(1).epsilon(0.001));
  CHECK(s.max == quantile_estimate{1min, false});
}

TEST_CASE("the parts of a censored sample must fit together") {
  std::vector<td::duration> const two{1ms, 2ms};
  std::vector<td::duration> const one{1ms};
  CHECK_THROWS_AS((void)td::stats::quantile(two, one, 0.5), td::invalid_argument);
  CHECK_THROWS_AS((void)td::stats::quantile({}, {}, 0.5), td::invalid_argument);
  CHECK_THROWS_AS((void)td::stats::quantile(one, two, 2), td::invalid_argument);
}
