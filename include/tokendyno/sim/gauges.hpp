// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace tokendyno::sim {

/// What a server's metrics page shows of its engine; in brackets vLLM's name.
struct gauges {
  std::uint64_t running = 0;            ///< requests that hold blocks (`num_requests_running`)
  std::uint64_t waiting = 0;            ///< requests in the queue (`num_requests_waiting`)
  std::uint32_t blocks = 0;             ///< of the key-value pool (`num_gpu_blocks`)
  std::uint32_t used_blocks = 0;        ///< held by running requests
  std::uint64_t preemptions = 0;        ///< since the start (`num_preemptions`)
  std::uint64_t prompt_tokens = 0;      ///< of requests that have their first token (`prompt_tokens`)
  std::uint64_t generation_tokens = 0;  ///< emitted since the start (`generation_tokens`)
  std::uint64_t finished = 0;           ///< requests that emitted their last token
  std::uint64_t aborted = 0;            ///< requests withdrawn before that
  std::uint64_t refused = 0;            ///< requests that could never fit
  std::uint64_t steps = 0;              ///< completed

  /// Share of the pool in use, 0 to 1 (`kv_cache_usage_perc`).
  [[nodiscard]] constexpr double kv_usage() const noexcept {
    return blocks == 0 ? 0 : static_cast<double>(used_blocks) / static_cast<double>(blocks);
  }
};

}  // namespace tokendyno::sim
