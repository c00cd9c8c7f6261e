// SPDX-License-Identifier: MIT
#include <tokendyno/core/time.hpp>

#include <doctest/doctest.h>

#include <chrono>

namespace {

namespace td = tokendyno;
using namespace std::chrono_literals;

TEST_CASE("durations leave as seconds and milliseconds") {
  CHECK(td::seconds(1500ms) == doctest::Approx(1.5).epsilon(1e-15));
  CHECK(td::milliseconds(2500us) == doctest::Approx(2.5).epsilon(1e-15));
  CHECK(td::seconds(-1ns) == doctest::Approx(-1e-9).epsilon(1e-15));
}

TEST_CASE("seconds become the nearest nanosecond, on both sides of 0") {
  CHECK(td::from_seconds(1.5) == 1500ms);
  CHECK(td::from_seconds(1.4e-9) == 1ns);
  CHECK(td::from_seconds(1.6e-9) == 2ns);
  CHECK(td::from_seconds(-1.4e-9) == -1ns);
  CHECK(td::from_seconds(-1.6e-9) == -2ns);
  CHECK(td::from_seconds(0) == 0ns);
}

TEST_CASE("a duration comes back from its seconds over ten hours") {
  for (auto const d : {1ns, 999'999'999ns, 36'000'000'000'001ns}) CHECK(td::from_seconds(td::seconds(d)) == d);
}

}  // namespace
