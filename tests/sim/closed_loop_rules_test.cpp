// SPDX-License-Identifier: MIT
#include <tokendyno/sim/closed_loop.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>

using namespace tokendyno;

namespace {

sim::profile bf16_arm(std::uint32_t blocks = 0) {
  auto settings = sim::find_profile("rtx2000ada/qwen2.5-1.5b/bf16");
  if (blocks > 0) settings.limits.kv_blocks = blocks;
  return settings;
}

workload::fixed_lengths fixed(std::uint32_t input, std::uint32_t output) {
  return {{.input = input, .output = output}};
}

}  // namespace

TEST_CASE("calibration: simulated against measured medians on an RTX 2000 Ada") {
  struct expected {
    std::uint32_t concurrency, output;
    double measured_ms, simulated_ms;
  };
  double squares = 0;
  for (expected const row : {expected{1, 64, 1033.7, 1034.5},
                             {1, 128, 2060.4, 2069.3},
                             {4, 64, 1099.3, 1085.9},
                             {4, 128, 2174.8, 2170.2},
                             {8, 64, 1147.2, 1158.7},
                             {8, 128, 2276.9, 2309.7},
                             {16, 64, 1315.4, 1310.4},
                             {16, 128, 2564.1, 2597.7}}) {
    CAPTURE(row.concurrency);
    CAPTURE(row.output);
    auto const result =
        sim::simulate_requests(bf16_arm(), {.requests = 16, .concurrency = row.concurrency}, fixed(25, row.output));
    CHECK(result.completions == 16);
    CHECK(std::abs(milliseconds(result.e2e_p50) - row.simulated_ms) <= 0.1);
    double const error = milliseconds(result.e2e_p50) / row.measured_ms - 1;
    CHECK(std::abs(error) < 0.015);
    squares += error * error;
  }
  CHECK(std::sqrt(squares / 8) < 0.0095);
}

TEST_CASE("Little's law holds over the window") {
  auto const lengths = fixed(150, 128);
  auto const result = sim::simulate_closed_loop(bf16_arm(), {.concurrency = 16}, lengths);
  // Equal lengths end together, so the median is the mean to a fraction of a percent.
  double const in_flight = static_cast<double>(result.completions) / seconds(result.window) * seconds(result.e2e_p50);
  CHECK(in_flight == doctest::Approx(16).epsilon(0.01));
}

TEST_CASE("a short pool preempts, and that costs") {
  auto const lengths = fixed(100, 128);
  auto const roomy = sim::simulate_closed_loop(bf16_arm(), {.concurrency = 16, .completions = 128}, lengths);
  auto const tight = sim::simulate_closed_loop(bf16_arm(100), {.concurrency = 16, .completions = 128}, lengths);
  CHECK(roomy.preemptions == 0);
  CHECK(tight.preemptions > 0);
  CHECK(tight.output_token_throughput < roomy.output_token_throughput);
  CHECK(tight.ttft_p95 > roomy.ttft_p95);
}

TEST_CASE("neighbouring windows add up") {
  auto const window = [](std::uint32_t warmup_per_client, std::uint64_t completions) {
    return sim::simulate_closed_loop(
        bf16_arm(100), {.concurrency = 16, .warmup_per_client = warmup_per_client, .completions = completions},
        fixed(100, 128));
  };
  auto const before = window(0, 64);
  auto const after = window(4, 128);
  auto const both = window(0, 192);
  auto const tokens = [](sim::closed_loop_result const& r) { return r.output_token_throughput * seconds(r.window); };
  CHECK(before.preemptions > 0);
  CHECK(both.preemptions == before.preemptions + after.preemptions);
  CHECK(both.completions == before.completions + after.completions);
  CHECK(both.window == before.window + after.window);
  CHECK(tokens(both) == doctest::Approx(tokens(before) + tokens(after)));
}

TEST_CASE("all requests are measured from the first step on, with as many tokens as asked for") {
  auto const result = sim::simulate_requests(bf16_arm(), {.requests = 3, .concurrency = 8}, fixed(25, 10));
  CHECK(result.completions == 3);
  CHECK(result.output_token_throughput == doctest::Approx(30 / seconds(result.window)));
  CHECK(result.e2e_p50 == result.window);
}

TEST_CASE("answers of one token have no time per output token") {
  auto const result = sim::simulate_requests(bf16_arm(), {.requests = 4, .concurrency = 2}, fixed(25, 1));
  CHECK_FALSE(result.tpot_mean);
  CHECK(result.ttft_p50 == result.e2e_p50);
}

TEST_CASE("a faster clock scales every latency") {
  auto settings = bf16_arm();
  auto const real = sim::simulate_requests(settings, {.requests = 8, .concurrency = 4}, fixed(25, 64));
  settings.speed = 20;
  auto const fast = sim::simulate_requests(settings, {.requests = 8, .concurrency = 4}, fixed(25, 64));
  CHECK(seconds(fast.e2e_p95) * 20 == doctest::Approx(seconds(real.e2e_p95)).epsilon(1e-5));
}

TEST_CASE("impossible loops are refused") {
  CHECK_THROWS_AS((void)sim::simulate_closed_loop(bf16_arm(), {.concurrency = 0}, fixed(1, 1)), invalid_argument);
  CHECK_THROWS_AS((void)sim::simulate_closed_loop(bf16_arm(), {.completions = 0}, fixed(1, 1)), invalid_argument);
  CHECK_THROWS_AS((void)sim::simulate_requests(bf16_arm(), {.requests = 0}, fixed(1, 1)), invalid_argument);
  CHECK_THROWS_AS((void)sim::simulate_requests(bf16_arm(), {.concurrency = 0}, fixed(1, 1)), invalid_argument);
  CHECK_THROWS_AS((void)sim::simulate_closed_loop(bf16_arm(), {}, fixed(0, 1)), invalid_argument);
  CHECK_THROWS_AS((void)sim::simulate_closed_loop(bf16_arm(4), {}, fixed(64, 2)), setup_error);
}
