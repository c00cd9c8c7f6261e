// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/memory/gib.hpp>
#include <tokendyno/memory/model_shape.hpp>
#include <tokendyno/memory/scheme.hpp>

#include <cmath>
#include <cstdint>

namespace tokendyno::memory {

/// What a server keeps for other things than weights and key-value cache, in bytes, and how much of the card it takes.
/// The defaults are flat allowances, not measurements; `Available KV cache memory` in a server's log is the truth.
struct allowances {
  double utilisation = 0.90;                   ///< vLLM's `gpu_memory_utilization`, a share of the *total* memory
  std::int64_t loading = 0;                    ///< "Model loading took" beyond the bytes of the file
  std::int64_t activations = from_gib(1.0);    ///< peak of the profile run
  std::int64_t outside_torch = from_gib(0.5);  ///< CUDA context, NCCL and the like
  std::int64_t cuda_graphs = 0;                ///< subtracted by vLLM since v0.21.0
};

/// Allowances that reproduce the start-up logs of vLLM 0.24 on an H200 (Qwen2.5 1.5B and 7B, BF16 and AWQ) within
/// 0.5 % of the tokens; on another card every term is an assumption. See docs/concepts.md#memory.
[[nodiscard]] inline allowances vllm_allowances(model_shape const& m, double utilisation,
                                                std::uint64_t max_num_batched_tokens) {
  return {.utilisation = utilisation,
          .loading = from_gib(0.08),
          // gate and up, their product, and two hidden states, 16-bit.
          .activations = static_cast<std::int64_t>(2 * max_num_batched_tokens * (3 * m.intermediate + 2 * m.hidden)),
          .outside_torch = from_gib(0.58),
          .cuda_graphs = from_gib(0.25)};
}

/// Bytes left for the key-value cache on a card of `total` bytes; negative by what is missing if the model does not fit
/// (vLLM: `requested_memory` less the profiled non-KV memory).
[[nodiscard]] inline std::int64_t kv_pool_bytes(std::int64_t total, model_shape const& m, scheme const& s,
                                                allowances const& a = {}) {
  auto const requested = static_cast<std::int64_t>(std::ceil(static_cast<double>(total) * a.utilisation));
  return requested - static_cast<std::int64_t>(weight_bytes(m, s)) - a.loading - a.activations - a.outside_torch -
         a.cuda_graphs;
}

/// Whole blocks of `block_size` tokens in `pool` bytes; 0 if it is negative.
[[nodiscard]] constexpr std::uint64_t kv_blocks(std::int64_t pool, model_shape const& m,
                                                std::uint64_t block_size = 16) noexcept {
  return pool <= 0 ? 0 : static_cast<std::uint64_t>(pool) / (block_size * kv_bytes_per_token(m));
}

}  // namespace tokendyno::memory
