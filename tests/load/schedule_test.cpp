// SPDX-License-Identifier: MIT
#include <tokendyno/load/schedule.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace {

namespace td = tokendyno;
namespace load = tokendyno::load;
using namespace std::chrono_literals;

std::vector<td::duration> first(load::arrival_process const& process, std::size_t count) {
  load::schedule schedule(process);
  std::vector<td::duration> arrivals;
  for (std::size_t i = 0; i < count; ++i) arrivals.push_back(schedule.next());
  return arrivals;
}

/// Variance ÷ mean of the number of arrivals in spans of 200 mean gaps.
double dispersion(std::vector<td::duration> const& arrivals, double rate) {
  std::vector<double> counts;
  for (auto const arrival : arrivals) {
    auto const span = static_cast<std::size_t>(td::seconds(arrival) * rate / 200);
    if (counts.size() <= span) counts.resize(span + 1);
    counts[span] += 1;
  }
  counts.pop_back();
  double mean = 0;
  for (double const count : counts) mean += count / static_cast<double>(counts.size());
  double variance = 0;
  for (double const count : counts)
    variance += (count - mean) * (count - mean) / static_cast<double>(counts.size() - 1);
  return variance / mean;
}

TEST_CASE("constant arrivals do not drift at 1,000 a second over ten minutes") {
  auto const arrivals = first(load::constant{1000}, 600'001);
  CHECK(arrivals[0] == 0ns);
  CHECK(arrivals[1] == 1ms);
  CHECK(arrivals[123'457] == 123'457ms);
  CHECK(arrivals[600'000] == 10min);
}

TEST_CASE("a gap that is no whole number of nanoseconds does not add up to drift") {
  auto const arrivals = first(load::constant{3}, 3'000'001);
  CHECK(arrivals[1] == 333'333'333ns);
  CHECK(arrivals[2] == 666'666'667ns);
  CHECK(arrivals[3'000'000] == 1'000'000s);
}

// Four standard errors of the mean of 200,000 exponential gaps are 0.9 %; of the dispersion over 1,000 spans 18 %.
TEST_CASE("Poisson arrivals keep the rate, and their counts vary as much as their mean") {
  for (std::uint64_t const seed : {1U, 2U, 3U}) {
    auto const arrivals = first(load::poisson{.rate = 1000, .seed = seed}, 200'000);
    CHECK(td::seconds(arrivals.back()) == doctest::Approx(200).epsilon(0.009));
    CHECK(dispersion(arrivals, 1000) == doctest::Approx(1).epsilon(0.18));
  }
}

TEST_CASE("a Poisson gap exceeds its mean with probability 1/e and twice its mean with 1/e²") {
  auto const arrivals = first(load::poisson{.rate = 1000}, 200'000);
  double above_mean = 0;
  double above_two = 0;
  for (std::size_t i = 1; i < arrivals.size(); ++i) {
    above_mean += arrivals[i] - arrivals[i - 1] > 1ms ? 1 : 0;
    above_two += arrivals[i] - arrivals[i - 1] > 2ms ? 1 : 0;
  }
  CHECK(above_mean / 2e5 == doctest::Approx(std::exp(-1)).epsilon(0.012));
  CHECK(above_two / 2e5 == doctest::Approx(std::exp(-2)).epsilon(0.023));
}

TEST_CASE("gamma arrivals keep the rate, and the dispersion of their counts is 1 / burstiness") {
  for (double const burstiness : {0.25, 0.5, 1.0, 4.0}) {
    auto const arrivals = first(load::gamma{.rate = 1000, .burstiness = burstiness}, 200'000);
    double const error = 4 / std::sqrt(burstiness * 200'000);
    CHECK(td::seconds(arrivals.back()) == doctest::Approx(200).epsilon(error));
    CHECK(dispersion(arrivals, 1000) == doctest::Approx(1 / burstiness).epsilon(0.19));
  }
}

TEST_CASE("arrivals never go back") {
  for (load::arrival_process const& process :
       {load::arrival_process{load::poisson{1e6}}, load::arrival_process{load::gamma{1e6, 0.1}}}) {
    auto const arrivals = first(process, 100'000);
    for (std::size_t i = 1; i < arrivals.size(); ++i) REQUIRE(arrivals[i] >= arrivals[i - 1]);
  }
}

TEST_CASE("the seed decides the instants, and a longer schedule begins with the shorter one") {
  auto const once = first(load::poisson{20, 7}, 1000);
  CHECK(first(load::poisson{20, 7}, 1000) == once);
  CHECK(first(load::poisson{20, 8}, 1000) != once);
  auto longer = first(load::poisson{20, 7}, 2000);
  longer.resize(1000);
  CHECK(longer == once);
  CHECK(first(load::gamma{20, 0.5, 7}, 1000) == first(load::gamma{20, 0.5, 7}, 1000));
  CHECK(first(load::gamma{20, 0.5, 7}, 1000) != first(load::gamma{20, 0.5, 8}, 1000));
}

TEST_CASE("twice the rate of the same seed is the same pattern in half the time") {
  auto const slow = first(load::poisson{20, 7}, 1000);
  auto const fast = first(load::poisson{40, 7}, 1000);
  for (std::size_t i = 0; i < slow.size(); ++i) REQUIRE(std::abs((slow[i] - 2 * fast[i]).count()) <= 1);
}

// std::mt19937_64 with seed 1: its first output is 2469588189546311528, so the first gap −ln((⌊x/2¹¹⌋ + 1)/2⁵³).
TEST_CASE("the first Poisson arrival is the one that the engine's first number stands for") {
  double const u = (std::floor(2469588189546311528.0 / 2048) + 1) / 9007199254740992.0;
  CHECK(first(load::poisson{1, 1}, 1)[0].count() == doctest::Approx(-std::log(u) * 1e9).epsilon(1e-9));
}

TEST_CASE("a rate or a burstiness that is no number above 0 is refused") {
  CHECK_THROWS_WITH_AS(load::schedule{load::poisson{0}}, "load.rate: expected a number above 0", td::invalid_argument);
  CHECK_THROWS_AS(load::schedule{load::constant{-1}}, td::invalid_argument);
  CHECK_THROWS_AS(load::schedule{load::constant{std::numeric_limits<double>::infinity()}}, td::invalid_argument);
  CHECK_THROWS_AS(load::schedule{load::poisson{std::nan("")}}, td::invalid_argument);
  CHECK_THROWS_WITH_AS((load::schedule{load::gamma{1, 0}}), "load.burstiness: expected a number above 0",
                       td::invalid_argument);
}

}  // namespace
