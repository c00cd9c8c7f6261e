// SPDX-License-Identifier: MIT
#include <tokendyno/report/saturation.hpp>

#include <doctest/doctest.h>
#include <report/example_comparison.hpp>

#include <chrono>
#include <string>
#include <vector>

namespace {

namespace td = tokendyno;
using std::chrono::milliseconds;
using td::report::saturation_lines;
using td::report::saturation_text;

td::report::comparison_cell cell_with_latency(std::uint32_t concurrency, std::uint32_t tokens, double rate,
                                              double e2e) {
  return {concurrency, tokens, example::arm(rate, 50, e2e, 10), example::arm(2 * rate * concurrency, 50, e2e, 10)};
}

}  // namespace

TEST_CASE("the words for a saturated server name the level, the rates and the latencies") {
  CHECK(saturation_text({.at = {4, 321, milliseconds{690}}, .last = {16, 309, milliseconds{1500}}}) ==
        "saturated at concurrency 4, 321 tok/s: with 16 in flight 309 tok/s, and p50 E2E grows from 690 to 1500 ms");
}

TEST_CASE("the words for a rate that still rises claim no saturation") {
  CHECK(saturation_text({.at = {16, 800, milliseconds{690}}, .last = {16, 800, milliseconds{690}}}) ==
        "saturation not reached: the token rate still rises at concurrency 16, 800 tok/s");
}

TEST_CASE("the words for a flat rate without growing latency say so") {
  CHECK(saturation_text({.at = {4, 321, milliseconds{690}}, .last = {16, 309, milliseconds{691}}}) ==
        "the token rate rises no more beyond concurrency 4, 321 tok/s: with 16 in flight 309 tok/s, and p50 E2E does "
        "not grow (690 to 691 ms); something before the server may limit the load");
}

TEST_CASE("each arm at each answer length has a line of its own") {
  td::report::comparison c;
  c.baseline = "BF16";
  c.candidate = "AWQ";
  c.cells = {cell_with_latency(1, 64, 79, 1000), cell_with_latency(4, 64, 321, 1000),
             cell_with_latency(16, 64, 310, 4000), cell_with_latency(4, 128, 321, 1000)};
  // The e2e of `arm` is p95, its median is nine tenths of it.
  CHECK(saturation_lines(c) ==
        std::vector<std::string>{"BF16, max tokens 64: saturated at concurrency 4, 321 tok/s: with 16 in flight 310 "
                                 "tok/s, and p50 E2E grows from 900 to 3600 ms.",
                                 "AWQ, max tokens 64: saturation not reached: the token rate still rises at "
                                 "concurrency 16, 9920 tok/s."});
}

TEST_CASE("a level without a rate or a latency is left out") {
  td::report::comparison c;
  c.cells = {cell_with_latency(1, 64, 79, 1000), cell_with_latency(4, 64, 321, 1000),
             cell_with_latency(16, 64, 310, 4000)};
  c.cells[2].baseline.output_tokens_per_second.reset();
  c.cells[1].candidate.e2e_p50.reset();
  c.cells[2].candidate.e2e_p50.reset();
  CHECK(saturation_lines(c) == std::vector<std::string>{"baseline, max tokens 64: saturation not reached: the token "
                                                        "rate still rises at concurrency 4, 321 tok/s."});
}
