// SPDX-License-Identifier: MIT
#include <tokendyno/memory/gib.hpp>
#include <tokendyno/memory/kv_pool.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>

using namespace tokendyno;

namespace {

// Tokens in whole blocks of 16; 0 if the model does not fit.
std::uint64_t tokens(std::int64_t pool, memory::model_shape const& model) {
  return 16 * memory::kv_blocks(pool, model);
}

}  // namespace

TEST_CASE("pools under flat allowances") {
  struct expected {
    double total_gib;
    char const *model, *scheme;
    double pool_gib;
    std::uint64_t tokens;
  };
  expected const rows[] = {
      {15.6, "qwen2.5-1.5b", "bf16", 9.66, 361'920},      {15.6, "qwen2.5-1.5b", "awq", 11.47, 429'568},
      {15.6, "qwen2.5-7b", "awq", 7.35, 137'648},         {15.6, "mistral-7b-v0.1", "awq", 8.67, 71'056},
      {15.6, "llama-3.1-8b", "awq", 7.21, 59'024},        {15.6, "qwen2.5-14b", "awq", 3.25, 17'712},
      {23.5, "qwen2.5-7b", "bf16", 5.46, 102'320},        {23.5, "qwen2.5-7b", "awq", 14.46, 270'784},
      {23.5, "llama-3.1-8b", "bf16", 4.69, 38'432},       {23.5, "llama-3.1-8b", "awq", 14.32, 117'264},
      {23.5, "qwen2.5-14b", "awq", 10.36, 56'544},        {23.5, "qwen2.5-coder-32b", "awq", 1.65, 6'752},
      {79.2, "qwen2.5-coder-32b", "bf16", 8.75, 35'840},  {79.2, "qwen2.5-coder-32b", "awq", 51.78, 212'080},
      {79.2, "deepseek-coder-33b", "bf16", 7.67, 32'432}, {79.2, "deepseek-coder-33b", "awq", 53.01, 224'112},
      {79.2, "llama-3.1-70b", "awq", 32.74, 107'280},     {95.0, "deepseek-coder-33b", "bf16", 21.89, 92'560},
      {95.0, "deepseek-coder-33b", "awq", 67.23, 284'240}};
  for (auto const& row : rows) {
    CAPTURE(row.model);
    CAPTURE(row.scheme);
    auto const& model = memory::find_model(row.model);
    auto const pool = memory::kv_pool_bytes(memory::from_gib(row.total_gib), model, memory::find_scheme(row.scheme));
    CHECK(std::round(100 * memory::gib(pool)) == std::round(100 * row.pool_gib));
    CHECK(tokens(pool, model) == row.tokens);
  }
}

TEST_CASE("models that do not fit have a negative pool and no block") {
  struct too_big {
    double total_gib;
    char const* model;
  };
  for (too_big const row : {too_big{15.6, "qwen2.5-7b"},
                            {15.6, "mistral-7b-v0.1"},
                            {15.6, "llama-3.1-8b"},
                            {15.6, "qwen2.5-14b"},
                            {23.5, "qwen2.5-14b"},
                            {23.5, "qwen2.5-coder-32b"},
                            {79.2, "llama-3.1-70b"}}) {
    CAPTURE(row.model);
    auto const& model = memory::find_model(row.model);
    auto const pool = memory::kv_pool_bytes(memory::from_gib(row.total_gib), model, memory::find_scheme("bf16"));
    CHECK(pool < 0);
    CHECK(memory::kv_blocks(pool, model) == 0);
  }
}

TEST_CASE("start-ups of vLLM 0.24 on an H200") {
  struct start_up {
    char const *model, *scheme;
    double utilisation, requested_gib, loaded_gib, activation_gib, pool_gib;
    std::uint64_t tokens, logged_tokens;
  };
  start_up const rows[] = {{"qwen2.5-1.5b", "bf16", 0.40, 56.161, 2.955, 0.457, 51.918, 1'944'288, 1'944'624},
                           {"qwen2.5-1.5b", "awq", 0.40, 56.161, 1.149, 0.457, 53.725, 2'011'936, 2'012'384},
                           {"qwen2.5-7b", "bf16", 0.35, 49.140, 14.265, 0.977, 33.069, 619'184, 618'960},
                           {"qwen2.5-7b", "awq", 0.35, 49.140, 5.268, 0.977, 42.066, 787'648, 784'448}};
  std::int64_t const total = std::int64_t{143'771} * 1024 * 1024;
  auto const milli = [](double gib) { return std::round(1000 * gib); };
  for (auto const& row : rows) {
    CAPTURE(row.model);
    CAPTURE(row.scheme);
    auto const& model = memory::find_model(row.model);
    auto const& scheme = memory::find_scheme(row.scheme);
    auto const allowed = memory::vllm_allowances(model, row.utilisation, 8192);
    CHECK(milli(memory::gib(total) * row.utilisation) == milli(row.requested_gib));
    auto const loaded = static_cast<std::int64_t>(memory::weight_bytes(model, scheme)) + allowed.loading;
    CHECK(milli(memory::gib(loaded)) == milli(row.loaded_gib));
    CHECK(milli(memory::gib(allowed.activations)) == milli(row.activation_gib));
    auto const pool = memory::kv_pool_bytes(total, model, scheme, allowed);
    CHECK(milli(memory::gib(pool)) == milli(row.pool_gib));
    CHECK(tokens(pool, model) == row.tokens);
    CHECK(static_cast<double>(row.tokens) == doctest::Approx(static_cast<double>(row.logged_tokens)).epsilon(0.005));
  }
}
