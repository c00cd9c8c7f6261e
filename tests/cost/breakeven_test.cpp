// SPDX-License-Identifier: MIT
#include <tokendyno/cost/breakeven.hpp>

#include <doctest/doctest.h>

namespace td = tokendyno;
using doctest::Approx;

namespace {

double break_even(double api_output, double api_input = 0) {
  return td::cost::break_even_utilisation({.per_hour = {0.24}},
                                          {.output_tokens_per_second = 620, .input_tokens_per_second = 800},
                                          {.per_million_output = {api_output}, .per_million_input = {api_input}});
}

}  // namespace

TEST_CASE("break-even utilisation against an API, output priced only") {
  CHECK(break_even(0.10) == Approx(1.075).epsilon(1.5e-4));
  CHECK(break_even(0.20) == Approx(0.54).epsilon(2e-3));
  CHECK(break_even(0.40) == Approx(0.27).epsilon(1e-3));
}

TEST_CASE("input tokens that an API charges for lower it") {
  CHECK(break_even(0.20, 0.05) == Approx(0.24e6 / (3600 * (620 * 0.20 + 800 * 0.05))));
}

TEST_CASE("an API that charges nothing has no break-even") {
  CHECK_THROWS_AS((void)break_even(0), td::invalid_argument);
  CHECK_THROWS_AS((void)break_even(-0.1), td::invalid_argument);
  CHECK_THROWS_AS((void)break_even(0.1, -0.1), td::invalid_argument);
  CHECK_THROWS_AS(
      (void)td::cost::break_even_utilisation({.per_hour = {-1}}, {.output_tokens_per_second = 1}, {{1}, {}}),
      td::invalid_argument);
  CHECK_THROWS_AS((void)td::cost::break_even_utilisation({.per_hour = {1}}, {}, {{1}, {1}}), td::invalid_argument);
}
