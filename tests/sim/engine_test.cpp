// SPDX-License-Identifier: MIT
#include <tokendyno/sim/engine.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

using namespace tokendyno;

namespace {

std::vector<sim::emission> end(sim::engine& engine) {
  auto const tokens = engine.end_step();
  return {tokens.begin(), tokens.end()};
}

sim::engine small_engine(std::uint32_t blocks = 100) {
  auto settings = sim::find_profile("rtx2000ada/qwen2.5-1.5b/bf16");
  settings.limits.kv_blocks = blocks;
  return sim::engine{settings};
}

}  // namespace

TEST_CASE("an idle engine has no step") {
  auto engine = small_engine();
  CHECK_FALSE(engine.begin_step());
  CHECK(engine.idle());
  CHECK(engine.gauge().steps == 0);
}

TEST_CASE("a request from prompt to last token") {
  auto engine = small_engine();
  REQUIRE(engine.submit({.id = 7, .prompt_tokens = 25, .output_tokens = 2}) == sim::admission::accepted);
  auto const prefill = engine.begin_step();
  REQUIRE(prefill);
  CHECK(prefill->work.chunk_tokens == 25);
  CHECK(prefill->time == from_seconds(prefill->terms.total().count()));
  CHECK(end(engine) == std::vector<sim::emission>{{.id = 7, .ordinal = 1, .finished = false, .begun = 1}});
  auto const decode = engine.begin_step();
  REQUIRE(decode);
  // One sequence at context 26.
  CHECK(std::abs(milliseconds(decode->time) - 16.1554) < 0.00006);
  CHECK(end(engine) == std::vector<sim::emission>{{.id = 7, .ordinal = 2, .finished = true, .begun = 1}});
  CHECK_FALSE(engine.begin_step());
}

TEST_CASE("a request that arrives during a step waits for the next one") {
  auto engine = small_engine();
  engine.submit({.id = 1, .prompt_tokens = 25, .output_tokens = 2});
  (void)engine.begin_step();
  engine.submit({.id = 2, .prompt_tokens = 25, .output_tokens = 2});
  CHECK(engine.gauge().waiting == 1);
  CHECK(end(engine) == std::vector<sim::emission>{{.id = 1, .ordinal = 1, .begun = 1}});
  (void)engine.begin_step();
  CHECK(end(engine) == std::vector<sim::emission>{{.id = 1, .ordinal = 2, .finished = true, .begun = 1},
                                                  {.id = 2, .ordinal = 1, .begun = 2}});
}

TEST_CASE("an aborted request emits nothing more and frees its blocks") {
  auto engine = small_engine();
  engine.submit({.id = 1, .prompt_tokens = 25, .output_tokens = 9});
  engine.submit({.id = 2, .prompt_tokens = 25, .output_tokens = 9});
  SUBCASE("during a step") {
    (void)engine.begin_step();
    CHECK(engine.abort(1));
    CHECK_FALSE(engine.abort(1));
    CHECK(engine.gauge().used_blocks == 4);
    CHECK(end(engine) == std::vector<sim::emission>{{.id = 2, .ordinal = 1, .begun = 1}});
    CHECK(engine.gauge().used_blocks == 2);
  }
  SUBCASE("between steps") {
    (void)engine.begin_step();
    (void)engine.end_step();
    CHECK(engine.abort(1));
    CHECK(engine.gauge().used_blocks == 2);
    CHECK(engine.begin_step().value().work.sequences() == 1);
    CHECK(end(engine) == std::vector<sim::emission>{{.id = 2, .ordinal = 2, .begun = 1}});
  }
  SUBCASE("in the queue") {
    CHECK(engine.abort(1));
    CHECK(engine.gauge().waiting == 1);
    (void)engine.begin_step();
    CHECK(end(engine) == std::vector<sim::emission>{{.id = 2, .ordinal = 1, .begun = 1}});
  }
  CHECK(engine.gauge().aborted == 1);
  CHECK(engine.gauge().finished == 0);
  CHECK(engine.abort(2));
  CHECK(engine.idle());
  CHECK(engine.gauge().used_blocks == 0);
}

TEST_CASE("a preempted request recomputes and goes on where its client was") {
  auto engine = small_engine(4);
  engine.submit({.id = 1, .prompt_tokens = 30, .output_tokens = 20});
  engine.submit({.id = 2, .prompt_tokens = 30, .output_tokens = 20});
  std::vector<std::uint32_t> ordinals;
  std::uint64_t recomputed = 0;
  while (auto const begun = engine.begin_step()) {
    if (engine.gauge().preemptions == 1 && begun->work.chunks == 1) recomputed = begun->work.chunk_tokens;
    for (auto const& token : engine.end_step())
      if (token.id == 2) ordinals.push_back(token.ordinal);
  }
  CHECK(engine.gauge().preemptions == 1);
  // 30 of the prompt and the 3 tokens that were out when request 1 needed a third block.
  CHECK(recomputed == 33);
  REQUIRE(ordinals.size() == 20);
  for (std::uint32_t i = 0; i < 20; ++i) CHECK(ordinals[i] == i + 1);
  CHECK(engine.gauge().prompt_tokens == 60);
  CHECK(engine.gauge().generation_tokens == 40);
}

TEST_CASE("speed divides every step") {
  auto settings = sim::find_profile("rtx2000ada/qwen2.5-1.5b/bf16");
  settings.speed = 10;
  sim::engine engine{settings};
  engine.submit({.id = 1, .prompt_tokens = 25, .output_tokens = 2});
  auto const begun = engine.begin_step();
  REQUIRE(begun);
  CHECK(begun->time == from_seconds(begun->terms.total().count() / 10));

  for (double const speed : {0.0, -1.0, std::numeric_limits<double>::infinity(), std::nan("")}) {
    settings.speed = speed;
    CHECK_THROWS_AS(sim::engine{settings}, invalid_argument);
  }
}
