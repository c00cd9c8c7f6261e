// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/memory/detail/find_named.hpp>
#include <tokendyno/memory/gib.hpp>

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace tokendyno::memory {

/// What a roofline needs to know of a GPU. Vendors' figures: sustained ones are lower, see `sim::step_costs`.
struct gpu {
  std::string name{};          ///< stable, lower case, e.g. `rtx2000ada`
  std::int64_t memory = 0;     ///< bytes that the driver shows, less than the "GB" of the box
  double bandwidth = 0;        ///< bytes per second of device memory
  double compute = 0;          ///< FLOP per second, dense BF16 with FP32 accumulation
  int compute_capability = 0;  ///< e.g. 89 for sm_89
};

/// The built-in GPUs, from vendors' data sheets. The RTX 2000 Ada's tensor rate is its sparse FP8 rate over four;
/// the memory of 16, 24 and 80 GB cards is rounded down to what is commonly visible.
[[nodiscard]] inline std::span<gpu const> known_gpus() {
  static std::array<gpu, 8> const gpus{{
      {"rtx2000ada", from_gib(15.6), 224e9, 48e12, 89},
      {"l4", from_gib(23.5), 300e9, 121e12, 89},
      {"a10", from_gib(23.5), 600e9, 125e12, 86},
      {"rtx4090", from_gib(23.5), 1008e9, 165e12, 89},
      {"a100-40gb", from_gib(39.4), 1555e9, 312e12, 80},
      {"a100-80gb", from_gib(79.2), 2039e9, 312e12, 80},
      {"h100", from_gib(79.2), 3350e9, 989e12, 90},
      {"h200", from_gib(140.4), 4800e9, 989e12, 90},
  }};
  return gpus;
}

/// The built-in GPU called `name`; throws `invalid_argument` listing the known ones if there is none.
[[nodiscard]] inline gpu const& find_gpu(std::string_view name) {
  return detail::find_named(known_gpus(), name, "gpu");
}

/// FLOP per byte at which compute and bandwidth take equal time: about the batch where a BF16 linear layer turns
/// compute-bound (Williams et al., Roofline, CACM 52(4), 2009). Weights of b bits turn at b/16 of it.
[[nodiscard]] constexpr double ridge(gpu const& g) noexcept { return g.compute / g.bandwidth; }

/// True if the tensor cores multiply in FP8 (Ada and Hopper on); elsewhere vLLM expands FP8 weights to 16 bits.
[[nodiscard]] constexpr bool has_fp8(gpu const& g) noexcept { return g.compute_capability >= 89; }

}  // namespace tokendyno::memory
