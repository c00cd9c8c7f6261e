// SPDX-License-Identifier: MIT
#include <tokendyno/run/run.hpp>

#include <tokendyno/load/closed_loop.hpp>
#include <tokendyno/serve/server.hpp>
#include <tokendyno/sim/closed_loop.hpp>
#include <tokendyno/workload/synthetic.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <cstdint>

namespace td = tokendyno;
using namespace std::chrono_literals;

namespace {
/// Sizes that keep the requests of a closed loop from running in lock-step.
td::workload::length_pair staggered_lengths(std::uint64_t index) {
  return {.input = static_cast<std::uint32_t>(16 + index * 29 % 32),
          .output = static_cast<std::uint32_t>(24 + index * 37 % 32)};
}
}  // namespace

TEST_CASE("an engine in real time, measured over HTTP, is as fast as the same engine in virtual time") {
  auto const profile = td::sim::find_profile("rtx2000ada/qwen2.5-1.5b/bf16");
  constexpr std::uint32_t concurrency = 8;
  constexpr std::uint64_t completions = 80;
  auto const predicted = td::sim::simulate_closed_loop(
      profile, {.concurrency = concurrency, .warmup_per_client = 2, .completions = completions}, staggered_lengths);

  td::serve::server server{{.profile = profile}};
  auto const measured = td::run({.target = {.url = server.url()},
                                 .workload = td::workload::synthetic({.lengths = staggered_lengths}),
                                 .load = td::load::closed_loop{.concurrency = concurrency, .stagger = 100ms},
                                 .warmup = {.requests = 2 * concurrency},
                                 .stop = {.requests = completions}});

  CHECK(measured.summary.measured.completed() == completions);
  // Loose, for a machine that is busy otherwise; how close they come on a quiet one is a benchmark's figure.
  CHECK(measured.summary.output_tokens_per_second == doctest::Approx(predicted.output_token_throughput).epsilon(0.1));
}
