// SPDX-License-Identifier: MIT
#include <tokendyno/report/winners.hpp>

#include <doctest/doctest.h>
#include <report/example_comparison.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace {

namespace td = tokendyno;
using lines = std::vector<std::string>;

td::report::comparison_cell cell(std::uint32_t concurrency, std::uint32_t tokens, double baseline, double candidate) {
  return {concurrency, tokens, example::arm(baseline, 50, 1000, 10), example::arm(candidate, 50, 1000, 10)};
}

td::report::comparison of(std::vector<td::report::comparison_cell> cells) {
  return {.baseline = "bf16", .candidate = "q8_0", .cells = std::move(cells)};
}

}  // namespace

TEST_CASE("a crossover is named load by load") {
  CHECK(winner_lines(of({cell(1, 64, 198, 241), cell(4, 64, 336, 361), cell(8, 64, 529, 442)})) ==
        lines{"More tok/s at max tokens 64: bf16 at concurrency 8; q8_0 at concurrency 1, 4."});
}

TEST_CASE("less than 2 % apart is about even, in both directions") {
  CHECK(winner_lines(of({cell(1, 64, 1000, 1019), cell(2, 64, 1000, 981), cell(4, 64, 1000, 1021)})) ==
        lines{"More tok/s at max tokens 64: q8_0 at concurrency 4; about even at concurrency 1, 2."});
}

TEST_CASE("each answer length has its line; a load without a rate is in none") {
  auto c = of({cell(1, 64, 100, 200), cell(1, 128, 200, 100), cell(4, 128, 200, 100), cell(1, 256, 1, 2)});
  c.cells[2].candidate.output_tokens_per_second.reset();
  c.cells[3].baseline.output_tokens_per_second.reset();
  CHECK(winner_lines(c) == lines{"More tok/s at max tokens 64: q8_0 at concurrency 1.",
                                 "More tok/s at max tokens 128: bf16 at concurrency 1."});
}
