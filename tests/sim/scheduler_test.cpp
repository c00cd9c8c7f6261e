// SPDX-License-Identifier: MIT
#include <tokendyno/sim/scheduler.hpp>

#include <doctest/doctest.h>

#include <array>
#include <cstdint>
#include <vector>

using namespace tokendyno;

namespace {

// Ends a begun step and returns the ids that emitted, in order.
std::vector<std::uint64_t> emitted(sim::scheduler& engine) {
  std::vector<std::uint64_t> ids;
  for (auto const& token : engine.end_step()) ids.push_back(token.id);
  return ids;
}

using ids = std::vector<std::uint64_t>;

}  // namespace

TEST_CASE("a tight pool: every first and last token of the reference schedule") {
  sim::scheduler engine{{.kv_blocks = 8, .block_size = 16, .max_num_batched_tokens = 32, .max_num_seqs = 4}};
  std::uint64_t id = 0;
  for (auto const& [prompt, output] : {std::array{40U, 12U}, {20U, 30U}, {50U, 8U}, {10U, 40U}, {33U, 20U}, {16U, 5U}})
    REQUIRE(engine.submit({.id = id++, .prompt_tokens = prompt, .output_tokens = output}) == sim::admission::accepted);
  std::array<int, 6> first{};
  std::array<int, 6> last{};
  std::array<std::uint32_t, 6> tokens{};
  int steps = 0;
  while (!engine.begin_step().empty()) {
    ++steps;
    for (auto const& token : engine.end_step()) {
      CHECK(token.ordinal == ++tokens[token.id]);
      if (token.ordinal == 1) first[token.id] = steps;
      if (token.finished) last[token.id] = steps;
    }
  }
  CHECK(steps == 54);
  CHECK(engine.gauge().preemptions == 8);
  CHECK(first == std::array{2, 2, 14, 14, 23, 33});
  CHECK(last == std::array{13, 31, 21, 54, 44, 37});

  auto const after = engine.gauge();
  CHECK(after.steps == 54);
  CHECK(after.used_blocks == 0);
  CHECK(after.running + after.waiting == 0);
  CHECK(after.finished == 6);
  CHECK(after.prompt_tokens == 40 + 20 + 50 + 10 + 33 + 16);
  CHECK(after.generation_tokens == 12 + 30 + 8 + 40 + 20 + 5);
  CHECK(engine.idle());
}

TEST_CASE("a prompt is cut by the budget, and decodes come first") {
  sim::scheduler engine{{.kv_blocks = 100, .max_num_batched_tokens = 64}};
  engine.submit({.id = 1, .prompt_tokens = 10, .output_tokens = 5});
  engine.submit({.id = 2, .prompt_tokens = 100, .output_tokens = 5});
  sim::batch expected;
  expected.add_chunk(10, 0, true);
  expected.add_chunk(54, 0, false);
  CHECK(engine.begin_step() == expected);
  CHECK(emitted(engine) == ids{1});
  expected = {};
  expected.add_decode(10);
  expected.add_chunk(46, 54, true);
  CHECK(engine.begin_step() == expected);
  CHECK(emitted(engine) == ids{1, 2});
  expected = {};
  expected.add_decode(11);
  expected.add_decode(100);
  CHECK(engine.begin_step() == expected);
}

TEST_CASE("a prompt of one token is a chunk, not a decode") {
  sim::scheduler engine{{.kv_blocks = 100}};
  engine.submit({.id = 1, .prompt_tokens = 1, .output_tokens = 2});
  sim::batch expected;
  expected.add_chunk(1, 0, true);
  CHECK(engine.begin_step() == expected);
}

TEST_CASE("the threshold caps a prompt's part of a step") {
  sim::scheduler engine{{.kv_blocks = 100, .max_num_batched_tokens = 64, .long_prefill_token_threshold = 20}};
  engine.submit({.id = 1, .prompt_tokens = 50, .output_tokens = 1});
  engine.submit({.id = 2, .prompt_tokens = 5, .output_tokens = 1});
  CHECK(engine.begin_step().chunk_tokens == 25);
  CHECK(emitted(engine) == ids{2});
  CHECK(engine.begin_step().chunk_tokens == 20);
  CHECK(emitted(engine).empty());
  CHECK(engine.begin_step().chunk_tokens == 10);
  CHECK(emitted(engine) == ids{1});
}

TEST_CASE("the head of the queue blocks those that would fit") {
  sim::scheduler engine{{.kv_blocks = 4, .block_size = 16}};
  engine.submit({.id = 1, .prompt_tokens = 32, .output_tokens = 2});
  engine.submit({.id = 2, .prompt_tokens = 48, .output_tokens = 1});
  engine.submit({.id = 3, .prompt_tokens = 8, .output_tokens = 1});
  CHECK(engine.begin_step().sequences() == 1);
  CHECK(engine.gauge().kv_usage() == 0.5);
  CHECK(engine.gauge().running == 1);
  CHECK(engine.gauge().waiting == 2);
  (void)engine.end_step();
  CHECK(engine.begin_step().sequences() == 1);
  CHECK(engine.gauge().kv_usage() == 0.75);
  (void)engine.end_step();
  CHECK(engine.begin_step().sequences() == 2);
  CHECK(emitted(engine) == ids{2, 3});
}

TEST_CASE("no more than max_num_seqs run at once") {
  sim::scheduler engine{{.kv_blocks = 100, .max_num_seqs = 2}};
  for (std::uint64_t id = 1; id <= 3; ++id) engine.submit({.id = id, .prompt_tokens = 4, .output_tokens = 1});
  CHECK(engine.begin_step().sequences() == 2);
  CHECK(emitted(engine) == ids{1, 2});
  CHECK(engine.begin_step().sequences() == 1);
  CHECK(emitted(engine) == ids{3});
}

TEST_CASE("a request that fills the pool is taken, one more token is refused") {
  sim::scheduler engine{{.kv_blocks = 2, .block_size = 16}};
  // The last token is never computed on: 20 + 13 − 1 = 32.
  CHECK(engine.submit({.id = 1, .prompt_tokens = 20, .output_tokens = 13}) == sim::admission::accepted);
  CHECK(engine.submit({.id = 2, .prompt_tokens = 20, .output_tokens = 14}) == sim::admission::never_fits);
  CHECK(engine.submit({.id = 3, .prompt_tokens = 4'294'967'295, .output_tokens = 2}) == sim::admission::never_fits);
  int steps = 0;
  for (; !engine.begin_step().empty(); ++steps) (void)engine.end_step();
  CHECK(steps == 13);
  CHECK(engine.gauge().refused == 2);
  CHECK(engine.gauge().preemptions == 0);
}

TEST_CASE("misuse is refused") {
  CHECK_THROWS_AS(sim::scheduler{{}}, invalid_argument);
  CHECK_THROWS_AS((sim::scheduler{{.kv_blocks = 1, .block_size = 0}}), invalid_argument);
  CHECK_THROWS_AS((sim::scheduler{{.kv_blocks = 1, .max_num_batched_tokens = 0}}), invalid_argument);
  CHECK_THROWS_AS((sim::scheduler{{.kv_blocks = 1, .max_num_seqs = 0}}), invalid_argument);
  CHECK_THROWS_AS((sim::scheduler{{.kv_blocks = 1U << 30}}), invalid_argument);
  sim::scheduler engine{{.kv_blocks = 8}};
  CHECK_THROWS_AS(engine.submit({.prompt_tokens = 0}), invalid_argument);
  CHECK_THROWS_AS(engine.submit({.output_tokens = 0}), invalid_argument);
  CHECK_THROWS_AS((void)engine.end_step(), invalid_argument);
  engine.submit({.id = 1});
  (void)engine.begin_step();
  CHECK_THROWS_AS(engine.begin_step(), invalid_argument);
}
