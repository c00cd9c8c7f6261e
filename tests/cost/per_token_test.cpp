// SPDX-License-Identifier: MIT
#include <tokendyno/cost/per_token.hpp>

#include <doctest/doctest.h>

#include <limits>

namespace td = tokendyno;
using doctest::Approx;

namespace {

constexpr td::cost::deployment rented{.per_hour = {0.24}};
constexpr td::cost::throughput mixed{.output_tokens_per_second = 620, .input_tokens_per_second = 800};

double output_price(double tokens_per_second) {
  return td::cost::per_million_output_tokens(rented, {.output_tokens_per_second = tokens_per_second}).value;
}

}  // namespace

TEST_CASE("the example of the documentation") {
  auto const price = td::cost::per_million_output_tokens({.per_hour = {3.90}}, {.output_tokens_per_second = 2400});
  CHECK(price.value == Approx(0.451388889).epsilon(1e-8));
}

TEST_CASE("price of a million output tokens") {
  CHECK(output_price(50) == Approx(1.3333).epsilon(5e-5));
  CHECK(output_price(94) == Approx(0.7092).epsilon(5e-5));
  CHECK(output_price(620) == Approx(0.1075).epsilon(5e-5));
  CHECK(output_price(972) == Approx(0.0686).epsilon(5e-5));
}

TEST_CASE("price of a million tokens of any kind, and blended") {
  CHECK(td::cost::per_million_total_tokens(rented, mixed).value == Approx(0.0469).epsilon(5e-5));
  auto const blended = td::cost::blended(rented, mixed, 0.25);
  CHECK(blended.per_million_output.value == Approx(0.0813).epsilon(5e-5));
  CHECK(blended.per_million_input.value == Approx(blended.per_million_output.value / 4));
  // The price list pays for the hour.
  CHECK((620 * blended.per_million_output + 800 * blended.per_million_input).value * 3600 / 1e6 == Approx(0.24));
  CHECK(td::cost::blended(rented, mixed, 0).per_million_output.value == Approx(output_price(620)));
}

TEST_CASE("only tokens within the SLO pay") {
  auto const price = td::cost::per_million_good_output_tokens(
      rented, {.output_tokens_per_second = 620, .good_output_tokens_per_second = 310});
  CHECK(price.value == Approx(2 * output_price(620)));
}

TEST_CASE("idle capacity is paid for") {
  CHECK(td::cost::at_utilisation({0.1075}, 0.25).value == Approx(0.43));
  CHECK(td::cost::at_utilisation({0.1075}, 1).value == 0.1075);
}

TEST_CASE("price of a request") { CHECK(td::cost::per_request(rented, 3.1).value == Approx(0.24 / (3.1 * 3600))); }

TEST_CASE("figures outside their domain are misuse") {
  using td::invalid_argument;
  CHECK_THROWS_AS((void)td::cost::per_million_output_tokens(rented, {}), invalid_argument);
  CHECK_THROWS_AS((void)td::cost::per_million_output_tokens({.per_hour = {-1}}, mixed), invalid_argument);
  CHECK_THROWS_AS((void)output_price(-3), invalid_argument);
  CHECK_THROWS_AS((void)output_price(std::numeric_limits<double>::quiet_NaN()), invalid_argument);
  CHECK_THROWS_AS((void)output_price(std::numeric_limits<double>::infinity()), invalid_argument);
  CHECK_THROWS_AS((void)td::cost::per_million_total_tokens(rented, {}), invalid_argument);
  CHECK_THROWS_AS(
      (void)td::cost::per_million_total_tokens(rented, {.output_tokens_per_second = 5, .input_tokens_per_second = -1}),
      invalid_argument);
  CHECK_THROWS_AS((void)td::cost::per_million_good_output_tokens(rented, mixed), invalid_argument);
  CHECK_THROWS_AS((void)td::cost::blended(rented, mixed, -0.1), invalid_argument);
  CHECK_THROWS_AS((void)td::cost::at_utilisation({1}, 0), invalid_argument);
  CHECK_THROWS_AS((void)td::cost::at_utilisation({1}, 1.1), invalid_argument);
  CHECK_THROWS_AS((void)td::cost::per_request(rented, 0), invalid_argument);
  CHECK(td::cost::per_million_output_tokens({}, mixed).value == 0);
}
