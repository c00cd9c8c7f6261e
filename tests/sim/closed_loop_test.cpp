// SPDX-License-Identifier: MIT
#include <tokendyno/sim/closed_loop.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <span>

using namespace tokendyno;

namespace {

constexpr char const* bf16 = "rtx2000ada/qwen2.5-1.5b/bf16";
constexpr char const* awq = "rtx2000ada/qwen2.5-1.5b/awq";

struct arm {
  double tokens_per_second, tpot_ms, e2e_p95_s, ttft_p95_ms;
};

struct row {
  std::uint32_t concurrency;
  arm wide, narrow;
  double ratio;
};

constexpr row fixed_25[] = {{1, {61.9, 16.16, 2.069, 16.4}, {138.4, 7.22, 0.925, 8.3}, 2.237},
                            {4, {235.9, 16.92, 2.170, 20.9}, {495.5, 8.00, 1.033, 17.1}, 2.100},
                            {8, {443.3, 17.95, 2.310, 30.3}, {863.8, 9.10, 1.185, 30.3}, 1.948},
                            {16, {788.4, 20.04, 2.598, 52.4}, {1355.1, 11.45, 1.511, 57.2}, 1.719},
                            {32, {1280.9, 24.40, 3.198, 99.0}, {1840.7, 16.65, 2.225, 111.2}, 1.437},
                            {64, {1830.1, 33.72, 4.476, 193.7}, {2172.5, 27.96, 3.771, 219.5}, 1.187},
                            {128, {2253.1, 55.47, 7.272, 259.1}, {2337.5, 53.18, 7.009, 292.2}, 1.037}};

constexpr row fixed_150[] = {{1, {61.6, 16.18, 2.079, 24.2}, {135.9, 7.24, 0.942, 22.5}, 2.208},
                             {8, {420.6, 18.09, 2.435, 137.3}, {770.2, 9.24, 1.330, 156.4}, 1.831},
                             {16, {720.5, 20.88, 2.843, 221.8}, {1139.3, 12.44, 1.798, 253.4}, 1.581},
                             {32, {1109.9, 27.43, 3.690, 228.0}, {1463.2, 20.19, 2.799, 259.9}, 1.318},
                             {64, {1497.4, 41.21, 5.471, 240.3}, {1664.3, 36.64, 4.922, 272.8}, 1.111},
                             {128, {1767.0, 71.10, 9.278, 262.1}, {1760.1, 71.14, 9.315, 295.3}, 0.996}};

constexpr row lognormal[] = {{1, {61.5, 16.18, 2.086, 35.7}, {135.4, 7.24, 0.950, 37.6}, 2.202},
                             {8, {425.9, 18.70, 2.429, 41.3}, {763.5, 10.32, 1.374, 44.1}, 1.793},
                             {16, {732.8, 21.74, 2.828, 47.8}, {1117.4, 14.16, 1.881, 51.5}, 1.525},
                             {32, {1128.0, 28.25, 3.683, 62.3}, {1414.2, 22.45, 2.967, 68.1}, 1.254},
                             {64, {1496.1, 42.63, 5.556, 85.1}, {1587.2, 40.13, 5.261, 93.4}, 1.061},
                             {128, {1717.9, 74.37, 9.660, 123.3}, {1665.6, 76.67, 9.988, 135.1}, 0.970}};

// Within one unit of the last printed digit.
bool near(double value, double printed, int digits) { return std::abs(value - printed) <= std::pow(10.0, -digits); }

template <class Lengths>
double check_arm(char const* name, std::uint32_t concurrency, arm const& expected, Lengths const& lengths) {
  auto const result = sim::simulate_closed_loop(sim::find_profile(name), {.concurrency = concurrency}, lengths);
  CAPTURE(name);
  CHECK(near(result.output_token_throughput, expected.tokens_per_second, 1));
  CHECK(near(milliseconds(result.tpot_mean.value()), expected.tpot_ms, 2));
  CHECK(near(seconds(result.e2e_p95), expected.e2e_p95_s, 3));
  CHECK(near(milliseconds(result.ttft_p95), expected.ttft_p95_ms, 1));
  CHECK(result.concurrency == concurrency);
  CHECK(result.preemptions == 0);
  // One step can bring several completions, never more than there are clients.
  CHECK(result.completions >= 2048 + 1 - concurrency);
  CHECK(result.completions < 2048 + concurrency);
  return result.output_token_throughput;
}

template <class Lengths>
void check_table(std::span<row const> table, Lengths const& lengths) {
  for (row const& expected : table) {
    CAPTURE(expected.concurrency);
    double const wide = check_arm(bf16, expected.concurrency, expected.wide, lengths);
    double const narrow = check_arm(awq, expected.concurrency, expected.narrow, lengths);
    CHECK(near(narrow / wide, expected.ratio, 3));
  }
}

}  // namespace

TEST_CASE("golden table: 25 tokens in, 128 out") {
  check_table(fixed_25, workload::fixed_lengths{{.input = 25, .output = 128}});
}

TEST_CASE("golden table: 150 tokens in, 128 out") {
  check_table(fixed_150, workload::fixed_lengths{{.input = 150, .output = 128}});
}

TEST_CASE("golden table: lognormal lengths") { check_table(lognormal, workload::lognormal_lengths{}); }
