// SPDX-License-Identifier: MIT
#include <tokendyno/metrics/saturation.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <cstdint>
#include <vector>

namespace {

namespace td = tokendyno;
using td::metrics::find_saturation;
using td::metrics::load_level;

load_level level(std::uint32_t concurrency, double rate, int e2e_ms) {
  return {.concurrency = concurrency, .output_tokens_per_second = rate, .e2e = std::chrono::milliseconds{e2e_ms}};
}

// llm-d-inference-sim with four sequences, 50 ms to the first token and 10 ms between tokens.
std::vector<load_level> const four_slots{level(1, 79, 680), level(4, 321, 690), level(8, 315, 1000),
                                         level(16, 309, 1500)};

}  // namespace

TEST_CASE("a server with four sequences is saturated at four in flight") {
  auto const found = find_saturation(four_slots);
  REQUIRE(found);
  CHECK(found->reached());
  CHECK_FALSE(found->still_rising());
  CHECK(found->at == level(4, 321, 690));
  CHECK(found->last == level(16, 309, 1500));
}

TEST_CASE("the order of the levels does not matter") {
  auto const found = find_saturation(std::vector{four_slots[3], four_slots[1], four_slots[0], four_slots[2]});
  REQUIRE(found);
  CHECK(found->at.concurrency == 4);
  CHECK(found->last.concurrency == 16);
}

TEST_CASE("the smallest level within 5 % of the greatest rate counts, the bound included") {
  auto const bound = find_saturation(std::vector{level(1, 50, 100), level(2, 95, 100), level(4, 100, 200)});
  REQUIRE(bound);
  CHECK(bound->at.concurrency == 2);
  auto const below = find_saturation(std::vector{level(1, 50, 100), level(2, 94.9, 100), level(4, 100, 200)});
  REQUIRE(below);
  CHECK(below->at.concurrency == 4);
}

TEST_CASE("a rate that rises to the end is no saturation") {
  auto const found = find_saturation(std::vector{level(1, 79, 680), level(4, 321, 690), level(8, 600, 700)});
  REQUIRE(found);
  CHECK(found->still_rising());
  CHECK_FALSE(found->reached());
  CHECK(found->at.concurrency == 8);
}

TEST_CASE("a flat rate without growing latency is no saturation of the server") {
  auto const refused = find_saturation(std::vector{level(4, 321, 690), level(8, 315, 700)});
  REQUIRE(refused);
  CHECK_FALSE(refused->reached());
  CHECK_FALSE(refused->still_rising());
  auto const grown = find_saturation(std::vector{level(4, 321, 1000), level(8, 315, 1051)});
  REQUIRE(grown);
  CHECK(grown->reached());
  auto const within = find_saturation(std::vector{level(4, 321, 1000), level(8, 315, 1050)});
  REQUIRE(within);
  CHECK_FALSE(within->reached());
}

TEST_CASE("a rate that falls beyond its peak is saturated at the peak") {
  auto const found = find_saturation(std::vector{level(1, 100, 100), level(4, 300, 133), level(8, 150, 533)});
  REQUIRE(found);
  CHECK(found->at.concurrency == 4);
  CHECK(found->reached());
}

TEST_CASE("nothing is known of one level, of none, or without a token") {
  CHECK_FALSE(find_saturation({}));
  CHECK_FALSE(find_saturation(std::vector{level(4, 321, 690)}));
  CHECK_FALSE(find_saturation(std::vector{level(4, 321, 690), level(4, 300, 690)}));
  CHECK_FALSE(find_saturation(std::vector{level(1, 0, 0), level(4, 0, 0)}));
}

TEST_CASE("a run is a level of the grid if it is a closed loop with an answer") {
  td::metrics::run_result run;
  run.settings.concurrency = 4;
  run.summary.output_tokens_per_second = 321;
  CHECK_FALSE(load_level_of(run));
  run.summary.e2e.p50 = td::stats::quantile_estimate{std::chrono::milliseconds{690}};
  CHECK(load_level_of(run) == level(4, 321, 690));
  run.settings.open_loop = true;
  CHECK_FALSE(load_level_of(run));
}

TEST_CASE("a run that was cut short is no level of the grid") {
  td::metrics::run_result run;
  run.settings.concurrency = 8;
  run.summary.e2e.p50 = td::stats::quantile_estimate{};
  CHECK(td::metrics::load_level_of(run));
  run.interrupted = true;
  CHECK_FALSE(td::metrics::load_level_of(run));
  run.interrupted = false;
  run.aborted = "no such model";
  CHECK_FALSE(td::metrics::load_level_of(run));
}
