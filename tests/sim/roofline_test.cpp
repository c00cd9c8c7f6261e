// SPDX-License-Identifier: MIT
#include <tokendyno/sim/roofline.hpp>

#include <tokendyno/sim/profile.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <limits>

using namespace tokendyno;

namespace {

sim::batch decodes(int sequences, std::uint64_t context) {
  sim::batch work;
  for (int i = 0; i < sequences; ++i) work.add_decode(context - 1);
  return work;
}

double step_ms(char const* name, sim::batch const& work) {
  auto const p = sim::find_profile(name);
  return 1e3 * sim::roofline{p.model, p.scheme, p.gpu, p.costs}(work).total().count();
}

sim::roofline with(sim::step_costs const& costs) {
  auto const p = sim::find_profile("rtx2000ada/qwen2.5-1.5b/bf16");
  return {p.model, p.scheme, p.gpu, costs};
}

}  // namespace

TEST_CASE("step times of both arms on the RTX 2000 Ada") {
  sim::batch prompts;
  for (int i = 0; i < 16; ++i) prompts.add_chunk(25, 0, true);
  sim::batch mixed = decodes(8, 200);
  mixed.add_chunk(512, 1024, false);
  sim::batch whole_budget;
  whole_budget.add_chunk(2048, 0, false);
  struct expected {
    sim::batch work;
    double bf16_ms, awq_ms;
  };
  expected const rows[] = {{decodes(1, 26), 16.1554, 7.2107},
                           {decodes(16, 100), 20.0670, 11.4746},
                           {decodes(128, 250), 57.2012, 54.6902},
                           {prompts, 52.3837, 57.2047},
                           {mixed, 68.4276, 75.6006},
                           {whole_budget, 240.1279, 273.3233}};
  for (auto const& row : rows) {
    CAPTURE(row.work.tokens());
    CHECK(std::abs(step_ms("rtx2000ada/qwen2.5-1.5b/bf16", row.work) - row.bf16_ms) < 0.00006);
    CHECK(std::abs(step_ms("rtx2000ada/qwen2.5-1.5b/awq", row.work) - row.awq_ms) < 0.00006);
  }
}

TEST_CASE("the terms say where the time goes") {
  auto const time_of = with({});
  CHECK(time_of({}).total().count() == 0);

  auto const decode = time_of(decodes(4, 100));
  CHECK(decode.prefill_attention.count() == 0);
  CHECK(decode.decode_attention.count() == doctest::Approx(4 * 100 * 28'672 / (0.90 * 224e9)));
  CHECK(decode.host.count() == doctest::Approx(0.6e-3 + 4 * 0.22e-3));
  CHECK(decode.sampling.count() == doctest::Approx(4 * 151'936 * 24 / (0.90 * 224e9)));
  CHECK(decode.head.count() == doctest::Approx(2 * 151'936 * 1536 / (0.90 * 224e9)));
  CHECK(decode.linear.count() == doctest::Approx(std::hypot(decode.weight_read.count(), decode.product.count())));

  sim::batch unfinished;
  unfinished.add_chunk(512, 1024, false);
  auto const chunk = time_of(unfinished);
  CHECK(chunk.head.count() == 0);
  CHECK(chunk.sampling.count() == 0);
  CHECK(chunk.decode_attention.count() == 0);
}

TEST_CASE("the smooth maximum lies between the hard one and the sum") {
  auto const work = decodes(100, 100);
  double const soft = with({.smoothness = 2})(work).linear.count();
  auto const hard = with({.smoothness = std::numeric_limits<double>::infinity()})(work);
  CHECK(hard.linear.count() == std::max(hard.weight_read, hard.product).count());
  double const sum = with({.smoothness = 1})(work).linear.count();
  CHECK(hard.linear.count() < soft);
  CHECK(soft < sum);
  CHECK(sum == doctest::Approx((hard.weight_read + hard.product).count()));
  // A general power goes through another formula than the square.
  CHECK(with({.smoothness = 2.000001})(work).linear.count() == doctest::Approx(soft));
}

TEST_CASE("eight-bit products double the compute roof where the card has them") {
  auto const& model = memory::find_model("llama-3.1-8b");
  auto const product = [&](char const* scheme, char const* gpu) {
    return sim::roofline{model, memory::find_scheme(scheme), memory::find_gpu(gpu), {}}(decodes(64, 100))
        .product.count();
  };
  CHECK(product("fp8", "h100") == doctest::Approx(product("bf16", "h100") / 2));
  CHECK(product("int8", "a100-80gb") == doctest::Approx(product("bf16", "a100-80gb") / 2));
  CHECK(product("fp8", "a100-80gb") == doctest::Approx(product("bf16", "a100-80gb")));
}

TEST_CASE("impossible costs are refused") {
  CHECK_THROWS_AS(with({.memory_efficiency = 0}), invalid_argument);
  CHECK_THROWS_AS(with({.weight_efficiency = -1}), invalid_argument);
  CHECK_THROWS_AS(with({.compute_efficiency = std::nan("")}), invalid_argument);
  CHECK_THROWS_AS(with({.smoothness = 0.5}), invalid_argument);
  CHECK_THROWS_AS(with({.per_step = duration{-1}}), invalid_argument);
  auto const& gpu = memory::find_gpu("h100");
  CHECK_THROWS_AS((sim::roofline{{}, memory::find_scheme("bf16"), gpu, {}}), invalid_argument);
  CHECK_THROWS_AS((sim::roofline{memory::find_model("llama-3.1-8b"), memory::find_scheme("bf16"), {}, {}}),
                  invalid_argument);
}
