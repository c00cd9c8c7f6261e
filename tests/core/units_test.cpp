// SPDX-License-Identifier: MIT
#include <tokendyno/core/units.hpp>

#include <doctest/doctest.h>

namespace {

using tokendyno::usd;

TEST_CASE("dollars add, scale and compare, and their ratio is a number") {
  usd const a{1.5};
  usd const b{0.5};
  CHECK((a + b).value == 2.0);
  CHECK((a - b).value == 1.0);
  CHECK((a * 3).value == 4.5);
  CHECK((3 * a).value == 4.5);
  CHECK((a / 3).value == 0.5);
  CHECK(a / b == 3.0);
  CHECK(b < a);
  CHECK(usd{} == usd{0.0});
}

}  // namespace
