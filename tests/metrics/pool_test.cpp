// SPDX-License-Identifier: MIT
#include <tokendyno/metrics/pool.hpp>

#include <doctest/doctest.h>

#include <metrics/small_run.hpp>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

namespace td = tokendyno;

namespace {
/// A result of `n` requests of two tokens each, all inside the window of two seconds.
td::metrics::run_result block(int n) {
  small_run::run run;
  for (int i = 0; i < n; ++i) run.add(small_run::request(1100 + 100 * i));
  td::metrics::run_result result;
  result.log = run.log;
  result.streams = run.tally;
  result.window = small_run::window;
  result.wall = result.window.length();
  result.summary = run.summary();
  return result;
}
}  // namespace

TEST_CASE("pooled blocks have all requests, and rates over all their windows") {
  std::vector const blocks{block(3), block(5)};
  auto const pooled = td::metrics::pool(blocks);
  CHECK(pooled.log.size() == 8);
  CHECK(pooled.summary.measured.completed() == 8);
  CHECK(pooled.summary.window == 2 * small_run::window.length());
  CHECK(pooled.window.length() == pooled.summary.window);
  CHECK(pooled.summary.output_tokens_per_second == doctest::Approx(16.0 / 4.0));
  CHECK(pooled.summary.request_throughput == doctest::Approx(8.0 / 4.0));
  CHECK(pooled.summary.ttft.n == 8);
  CHECK(pooled.summary.conserved());
  auto const mean = (blocks[0].summary.mean_in_flight + blocks[1].summary.mean_in_flight) / 2;
  CHECK(pooled.summary.mean_in_flight == doctest::Approx(mean));
}

TEST_CASE("one block pooled is the block, none is refused") {
  std::vector const one{block(4)};
  auto const pooled = td::metrics::pool(one);
  CHECK(pooled.window == one[0].window);
  CHECK(pooled.summary.output_tokens_per_second == one[0].summary.output_tokens_per_second);
  CHECK_THROWS_AS(static_cast<void>(td::metrics::pool({})), td::invalid_argument);
}

TEST_CASE("a stall at the start of a block is named in the pooled result") {
  auto steady = block(3);
  steady.window.end = steady.window.begin + std::chrono::seconds{6};
  steady.streams.tokens_per_second = {10, 10, 10, 10, 10, 10};
  steady.streams.output_tokens = 60;
  auto stalled = steady;
  stalled.streams.tokens_per_second = {1, 11, 12, 12, 12, 12};
  std::vector const blocks{steady, stalled};
  auto const pooled = td::metrics::pool(blocks);
  CHECK(pooled.streams.tokens_per_second.size() == 12);
  CHECK(std::any_of(pooled.notes.begin(), pooled.notes.end(),
                    [](std::string const& note) { return note.find("The first second of the window") == 0; }));
}
