// SPDX-License-Identifier: MIT
#include <tokendyno/sim/profile.hpp>

#include <doctest/doctest.h>

#include <string>

using namespace tokendyno;

namespace {

// What the refusal of a profile says.
std::string refusal(char const* name) {
  try {
    (void)sim::find_profile(name);
  } catch (setup_error const& error) {
    return error.what();
  }
  return {};
}

}  // namespace

TEST_CASE("the calibrated arms") {
  auto const wide = sim::find_profile("rtx2000ada/qwen2.5-1.5b/bf16");
  CHECK(wide.limits.kv_blocks * wide.limits.block_size == 361'920);
  CHECK(wide.limits.max_num_batched_tokens == 2048);
  CHECK(wide.limits.max_num_seqs == 256);
  CHECK(wide.costs.weight_efficiency == 0.90);
  CHECK(wide.costs.dequantising == 0);
  CHECK(wide.speed == 1);
  auto const narrow = sim::find_profile("rtx2000ada/qwen2.5-1.5b/awq");
  CHECK(narrow.limits.kv_blocks * narrow.limits.block_size == 429'568);
  CHECK(narrow.costs.weight_efficiency == 0.75);
  CHECK(narrow.costs.dequantising == 0.15);
  CHECK(narrow.basis != wide.basis);
}

TEST_CASE("a profile of any triple that fits") {
  auto const profile = sim::find_profile("h100/llama-3.1-8b/bf16");
  CHECK(profile.name == "h100/llama-3.1-8b/bf16");
  CHECK(profile.limits.max_num_batched_tokens == 8192);
  CHECK(profile.limits.max_num_seqs == 1024);
  // vLLM leaves the A100 at the small limits.
  CHECK(sim::find_profile("a100-80gb/llama-3.1-8b/bf16").limits.max_num_batched_tokens == 2048);
  CHECK(sim::find_profile("l4/qwen2.5-7b/bf16").limits.kv_blocks * 16 == 102'320);
  CHECK(sim::find_profile("h100/llama-3.1-70b/awq").limits.kv_blocks * 16 == 107'280);

  int fitting = 0;
  for (auto const& gpu : memory::known_gpus())
    for (auto const& model : memory::known_models())
      for (auto const& scheme : memory::known_schemes()) {
        auto const name = gpu.name + "/" + model.name + "/" + scheme.name;
        bool const fits = memory::kv_pool_bytes(gpu.memory, model, scheme) > 0;
        fitting += fits;
        CAPTURE(name);
        CHECK(refusal(name.c_str()).empty() == fits);
      }
  CHECK(fitting > 400);
}

TEST_CASE("a model that does not fit is refused by how much") {
  // 14.19 + 1.5 GiB against 14.04.
  auto const message = refusal("rtx2000ada/qwen2.5-7b/bf16");
  CHECK(message.find("does not fit") != std::string::npos);
  CHECK(message.find("14.19 GiB of weights") != std::string::npos);
  CHECK(message.find("by 1.65 GiB") != std::string::npos);
}

TEST_CASE("a pool without one whole block is no pool") {
  auto const& model = memory::find_model("llama-3.1-8b");
  auto const& scheme = memory::find_scheme("bf16");
  auto gpu = memory::find_gpu("h100");
  memory::allowances const all_of_it{.utilisation = 1};
  gpu.memory -= memory::kv_pool_bytes(gpu.memory, model, scheme, all_of_it);
  CHECK(memory::kv_pool_bytes(gpu.memory, model, scheme, all_of_it) == 0);
  CHECK_THROWS_WITH_AS((void)sim::compose_profile(gpu, model, scheme, all_of_it), doctest::Contains("by 0.01 GiB"),
                       setup_error);
  gpu.memory += 16 * 131'072;
  CHECK(sim::compose_profile(gpu, model, scheme, all_of_it).limits.kv_blocks == 1);
}

TEST_CASE("a name that is not of three known parts is refused") {
  for (char const* name : {"", "h100", "h100/llama-3.1-8b", "h100/llama-3.1-8b/", "h100//bf16", "/llama-3.1-8b/bf16",
                           "h100/llama-3.1-8b/bf16/x", "h900/llama-3.1-8b/bf16"}) {
    CAPTURE(name);
    CHECK_THROWS_AS((void)sim::find_profile(name), invalid_argument);
  }
}
