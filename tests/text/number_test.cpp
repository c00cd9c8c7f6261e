// SPDX-License-Identifier: MIT
#include <tokendyno/text/number.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <cstdint>
#include <limits>

namespace text = tokendyno::text;
using namespace std::chrono_literals;

TEST_CASE("the shortest text that reads back") {
  CHECK(text::number(0.1) == "0.1");
  CHECK(text::number(2400.0) == "2400");
  CHECK(text::number(1e6) == "1000000");
  CHECK(text::number(1.0 / 3) == "0.3333333333333333");
  CHECK(text::number(-0.25) == "-0.25");
  CHECK(text::number(1e-9) == "1e-09");
  CHECK(text::number(1e300) == "1e+300");
  CHECK(text::number(0.0) == "0");
}

TEST_CASE("a number that is not finite is an empty cell") {
  CHECK(text::number(std::numeric_limits<double>::quiet_NaN()).empty());
  CHECK(text::number(std::numeric_limits<double>::infinity()).empty());
  CHECK(text::fixed(-std::numeric_limits<double>::infinity(), 2).empty());
}

TEST_CASE("whole numbers") {
  CHECK(text::number(0) == "0");
  CHECK(text::number(std::numeric_limits<std::uint64_t>::max()) == "18446744073709551615");
  CHECK(text::number(std::numeric_limits<std::int64_t>::min()) == "-9223372036854775808");
}

TEST_CASE("a fixed number of places") {
  CHECK(text::fixed(12.3, 2) == "12.30");
  CHECK(text::fixed(12.345678, 1) == "12.3");
  CHECK(text::fixed(2400.6, 0) == "2401");
  CHECK(text::fixed(-0.004, 2) == "0.00");
  CHECK(text::fixed(-0.6, 0) == "-1");
  CHECK(text::fixed(1e300, 0).size() == 301);
  CHECK_THROWS_AS((void)text::fixed(1, -1), tokendyno::invalid_argument);
  CHECK_THROWS_AS((void)text::fixed(1, 18), tokendyno::invalid_argument);
}

TEST_CASE("durations are exact") {
  CHECK(text::milliseconds_text(215ms) == "215");
  CHECK(text::milliseconds_text(16666666ns) == "16.666666");
  CHECK(text::milliseconds_text(1ns) == "0.000001");
  CHECK(text::milliseconds_text(-1500us) == "-1.5");
  CHECK(text::milliseconds_text(0ns) == "0");
  CHECK(text::milliseconds_text(100s) == "100000");
  CHECK(text::seconds_text(63s + 250ms) == "63.25");
  CHECK(text::seconds_text(1ns) == "0.000000001");
  CHECK(text::seconds_text(tokendyno::duration::min()) == "-9223372036.854775808");
}
