// SPDX-License-Identifier: MIT
#include <tokendyno/report/verdict.hpp>

#include <doctest/doctest.h>
#include <report/example_comparison.hpp>

namespace td = tokendyno;
using td::report::signed_percent;
using td::report::verdict;

TEST_CASE("changes carry their sign") {
  CHECK(signed_percent(0.568) == "+57 %");
  CHECK(signed_percent(-0.41) == "-41 %");
  CHECK(signed_percent(-0.042) == "-4.2 %");
  CHECK(signed_percent(0) == "+0.0 %");
  CHECK(signed_percent(2.5) == "+250 %");
}

TEST_CASE("one sentence a cell") {
  auto const c = example::comparison();
  CHECK(verdict(c, c.cells[1]) == "AWQ 1.72x tok/s, p95 E2E -41 %");
}

TEST_CASE("failures are said, and what cannot be compared") {
  auto c = example::comparison();
  c.cells[0].candidate.failed = 3;
  c.cells[0].candidate.e2e_p95->at_least = true;
  CHECK(verdict(c, c.cells[0]) == "AWQ 2.20x tok/s, p95 E2E not comparable, failed 3 of 200 against 0 of 200");
  c.cells[0].baseline.output_tokens_per_second.reset();
  CHECK(verdict(c, c.cells[0]).starts_with("AWQ tok/s not comparable, "));
}
