// SPDX-License-Identifier: MIT
#include <tokendyno/cost/energy.hpp>

#include <doctest/doctest.h>

namespace td = tokendyno;
using doctest::Approx;

TEST_CASE("energy of a million tokens at 70 W") {
  CHECK(td::cost::watt_hours_per_million_tokens(70, 620) == Approx(31.4).epsilon(2e-3));
  CHECK(td::cost::watt_hours_per_million_tokens(70, 50) == Approx(388.9).epsilon(2e-4));
}

TEST_CASE("what the electricity costs") {
  CHECK(td::cost::electricity_per_million_tokens(70, 620, {0.15}).value == Approx(0.0047).epsilon(1e-5));
  CHECK(td::cost::electricity_per_million_tokens(70, 50, {0.15}).value == Approx(0.0583).epsilon(5e-5));
}

TEST_CASE("power and throughput outside their domain are misuse") {
  CHECK_THROWS_AS((void)td::cost::watt_hours_per_million_tokens(-1, 50), td::invalid_argument);
  CHECK_THROWS_AS((void)td::cost::watt_hours_per_million_tokens(70, 0), td::invalid_argument);
  CHECK_THROWS_AS((void)td::cost::electricity_per_million_tokens(70, 50, {-1}), td::invalid_argument);
}
