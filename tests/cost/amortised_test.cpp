// SPDX-License-Identifier: MIT
#include <tokendyno/cost/amortised.hpp>

#include <doctest/doctest.h>

namespace td = tokendyno;

namespace {

constexpr td::cost::ownership card{.capex = {4000},
                                   .residual = {800},
                                   .years = 3,
                                   .availability = 0.9,
                                   .power_kw = 0.070,
                                   .pue = 1.3,
                                   .per_kwh = {0.15}};

td::cost::deployment hourly(void (*change)(td::cost::ownership&)) {
  auto o = card;
  change(o);
  return td::cost::hourly_price(o);
}

}  // namespace

TEST_CASE("the hourly price of a card that was bought") {
  CHECK(td::cost::hourly_price(card).per_hour.value == doctest::Approx(0.1489).epsilon(5e-5));
  CHECK(hourly([](auto& o) { o.operations_per_hour = {0.10}; }).per_hour.value ==
        doctest::Approx(0.2489).epsilon(5e-5));
}

TEST_CASE("an owner's figures outside their domain are misuse") {
  using td::invalid_argument;
  CHECK_THROWS_AS((void)hourly([](auto& o) { o.capex = {-1}; }), invalid_argument);
  CHECK_THROWS_AS((void)hourly([](auto& o) { o.residual = {4001}; }), invalid_argument);
  CHECK_THROWS_AS((void)hourly([](auto& o) { o.residual = {-1}; }), invalid_argument);
  CHECK_THROWS_AS((void)hourly([](auto& o) { o.years = 0; }), invalid_argument);
  CHECK_THROWS_AS((void)hourly([](auto& o) { o.availability = 0; }), invalid_argument);
  CHECK_THROWS_AS((void)hourly([](auto& o) { o.availability = 1.1; }), invalid_argument);
  CHECK_THROWS_AS((void)hourly([](auto& o) { o.power_kw = -1; }), invalid_argument);
  CHECK_THROWS_AS((void)hourly([](auto& o) { o.pue = 0.9; }), invalid_argument);
  CHECK_THROWS_AS((void)hourly([](auto& o) { o.per_kwh = {-1}; }), invalid_argument);
  CHECK_THROWS_AS((void)hourly([](auto& o) { o.operations_per_hour = {-1}; }), invalid_argument);
}
