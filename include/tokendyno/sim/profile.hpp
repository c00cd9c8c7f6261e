// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/error.hpp>
#include <tokendyno/memory/gpu.hpp>
#include <tokendyno/memory/kv_pool.hpp>
#include <tokendyno/memory/model_shape.hpp>
#include <tokendyno/memory/scheme.hpp>
#include <tokendyno/sim/roofline.hpp>
#include <tokendyno/sim/scheduler.hpp>
#include <tokendyno/text/number.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace tokendyno::sim {

/// Everything that makes up a simulated engine: change a member to ask "what if".
struct profile {
  std::string name{};  ///< `gpu/model/scheme`
  memory::model_shape model{};
  memory::scheme scheme{};
  memory::gpu gpu{};
  step_costs costs{};
  scheduler_options limits{};
  double speed = 1;     ///< time compression: every step takes its time divided by this
  std::string basis{};  ///< where the figures come from, in words, for whoever reads a prediction
};

/// Step costs of a scheme. Those of BF16 on an RTX 2000 Ada with a 1.5B model reproduce measured latencies; INT4's
/// weight efficiency and dequantising are assumptions in line with published single streams, INT8's lie between.
[[nodiscard]] inline step_costs costs_of(memory::scheme const& scheme) noexcept {
  if (scheme.product != memory::arithmetic::bf16 || scheme.read_bits >= 16) return {};
  return {.weight_efficiency = scheme.read_bits < 8 ? 0.75 : 0.85, .dequantising = 0.15};
}

/// vLLM's default limits of a server on `gpu` (vllm/config/scheduler.py, engine/arg_utils.py): cards of 70 GiB and more
/// but the A100 get the larger budget. The pool is left at 0.
[[nodiscard]] inline scheduler_options default_limits(memory::gpu const& gpu) noexcept {
  bool const large = gpu.memory >= memory::from_gib(70) && !gpu.name.starts_with("a100");
  return {.max_num_batched_tokens = large ? 8192U : 2048U, .max_num_seqs = large ? 1024U : 256U};
}

/// The profile of any GPU, model and scheme, its pool from `allowances`. Throws `setup_error` saying how many GiB are
/// missing if not one block is left for the key-value cache.
[[nodiscard]] inline profile compose_profile(memory::gpu const& gpu, memory::model_shape const& model,
                                             memory::scheme const& scheme, memory::allowances const& allowances = {}) {
  profile composed{.name = gpu.name + "/" + model.name + "/" + scheme.name,
                   .model = model,
                   .scheme = scheme,
                   .gpu = gpu,
                   .costs = costs_of(scheme),
                   .limits = default_limits(gpu)};
  std::int64_t const pool = memory::kv_pool_bytes(gpu.memory, model, scheme, allowances);
  auto const blocks = memory::kv_blocks(pool, model, composed.limits.block_size);
  if (blocks == 0) {
    auto const block = static_cast<std::int64_t>(composed.limits.block_size * memory::kv_bytes_per_token(model));
    auto const weights = static_cast<std::int64_t>(memory::weight_bytes(model, scheme));
    throw setup_error(composed.name + " does not fit: " + text::fixed(memory::gib(weights), 2) +
                      " GiB of weights and the allowances beside them exceed " +
                      text::fixed(allowances.utilisation, 2) + " of " + text::fixed(memory::gib(gpu.memory), 1) +
                      " GiB by " + text::fixed(std::ceil(100 * memory::gib(block - pool)) / 100, 2) + " GiB");
  }
  // A pool beyond the scheduler's 2^32 tokens is as good as endless.
  std::uint64_t const most = std::numeric_limits<std::uint32_t>::max() / composed.limits.block_size;
  composed.limits.kv_blocks = static_cast<std::uint32_t>(std::min(blocks, most));
  composed.basis =
      composed.name == "rtx2000ada/qwen2.5-1.5b/bf16"
          ? "step costs fitted to latencies measured on this card; pool from flat allowances"
          : "composed from data sheets, step costs of an RTX 2000 Ada and flat memory allowances; not measured";
  return composed;
}

/// The profile called `gpu/model/scheme`, e.g. `rtx2000ada/qwen2.5-1.5b/awq` or `h100/llama-3.1-8b/bf16`, under flat
/// allowances: utilisation 0.90, 1.0 GiB for activations, 0.5 GiB outside torch. Throws `invalid_argument` if the name
/// has not three known parts, `setup_error` if the model does not fit.
[[nodiscard]] inline profile find_profile(std::string_view name) {
  auto const first = name.find('/');
  auto const second = first == name.npos ? name.npos : name.find('/', first + 1);
  if (second == name.npos)
    throw invalid_argument("profile: expected gpu/model/scheme, got '" + std::string{name} + "'");
  // One after another, so that the first unknown part is the one that is named.
  auto const gpu = memory::find_gpu(name.substr(0, first));
  auto const model = memory::find_model(name.substr(first + 1, second - first - 1));
  return compose_profile(gpu, model, memory::find_scheme(name.substr(second + 1)));
}

}  // namespace tokendyno::sim
