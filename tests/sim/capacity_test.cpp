// SPDX-License-Identifier: MIT
#include <tokendyno/sim/closed_loop.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <string>

using namespace tokendyno;

namespace {

double p95_s(char const* scheme, std::uint32_t concurrency) {
  static workload::lognormal_lengths const lengths;
  auto const settings = sim::find_profile(std::string{"rtx2000ada/qwen2.5-1.5b/"} + scheme);
  return seconds(sim::simulate_closed_loop(settings, {.concurrency = concurrency}, lengths).e2e_p95);
}

// True if `concurrency` is the largest that meets the limit; p95 rises with it.
bool is_largest(char const* scheme, std::uint32_t concurrency, double limit_s) {
  return (concurrency == 0 || p95_s(scheme, concurrency) <= limit_s) && p95_s(scheme, concurrency + 1) > limit_s;
}

}  // namespace

TEST_CASE("the largest concurrency under a p95 end-to-end limit") {
  struct expected {
    double limit_s;
    std::uint32_t bf16, awq;
  };
  for (expected const row :
       {expected{1.5, 0, 10}, {2.0, 0, 17}, {2.5, 9, 25}, {3.0, 19, 32}, {4.0, 37, 46}, {5.0, 54, 60}}) {
    CAPTURE(row.limit_s);
    CHECK(is_largest("bf16", row.bf16, row.limit_s));
    CHECK(is_largest("awq", row.awq, row.limit_s));
  }
}

TEST_CASE("the closest calls of that table") {
  CHECK(std::abs(p95_s("awq", 10) - 1.496) < 0.001);
  CHECK(std::abs(p95_s("bf16", 55) - 5.014) < 0.001);
}
