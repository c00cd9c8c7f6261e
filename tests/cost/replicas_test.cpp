// SPDX-License-Identifier: MIT
#include <tokendyno/cost/replicas.hpp>

#include <doctest/doctest.h>

#include <limits>

namespace td = tokendyno;
using td::cost::replicas_for;

TEST_CASE("replicas are whole") {
  CHECK(replicas_for(10, 3.1) == 4);
  CHECK(replicas_for(10, 4.34) == 3);
  CHECK(replicas_for(4, 3.1) == 2);
  CHECK(replicas_for(4, 4.34) == 1);
  CHECK(replicas_for(2.1, 0.3) == 7);  // 7.000000000000001 in binary
  CHECK(replicas_for(9.31, 3.1) == 4);
  CHECK(replicas_for(0.001, 3.1) == 1);
  CHECK(replicas_for(0, 3.1) == 0);
}

TEST_CASE("what they cost") {
  auto const bf16 = td::cost::fleet_for(10, 3.1, {.per_hour = {0.24}});
  auto const awq = td::cost::fleet_for(10, 4.34, {.per_hour = {0.24}});
  CHECK(bf16.replicas == 4);
  CHECK(bf16.per_hour.value == doctest::Approx(0.96));
  CHECK(awq.replicas == 3);
  CHECK(awq.per_hour.value == doctest::Approx(0.72));
}

TEST_CASE("demand and capacity outside their domain are misuse") {
  CHECK_THROWS_AS((void)replicas_for(-1, 3), td::invalid_argument);
  CHECK_THROWS_AS((void)replicas_for(1, 0), td::invalid_argument);
  CHECK_THROWS_AS((void)replicas_for(1, -3), td::invalid_argument);
  CHECK_THROWS_AS((void)replicas_for(1e300, 1e-300), td::invalid_argument);
  CHECK_THROWS_AS((void)replicas_for(std::numeric_limits<double>::infinity(), 1), td::invalid_argument);
  CHECK_THROWS_AS((void)td::cost::fleet_for(1, 1, {.per_hour = {-1}}), td::invalid_argument);
}
