// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace tokendyno::memory {

/// `bytes` in GiB (2^30 bytes), the unit in which vLLM logs memory; vendors' "GB" are 10^9 bytes.
[[nodiscard]] constexpr double gib(std::int64_t bytes) noexcept { return static_cast<double>(bytes) / 1073741824.0; }

/// The bytes of `amount` GiB, rounded down; `amount` must be finite and within ±8 · 10^9.
[[nodiscard]] constexpr std::int64_t from_gib(double amount) noexcept {
  return static_cast<std::int64_t>(amount * 1073741824.0);
}

}  // namespace tokendyno::memory
