// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>

#include <optional>

namespace tokendyno::metrics {

/// A service-level objective for single requests: every bound that is set must hold (value ≤ bound).
struct slo {
  std::optional<duration> ttft{};  ///< time to first token; from the scheduled instant in open loop
  std::optional<duration> tpot{};  ///< mean time per output token after the first; met if undefined
  std::optional<duration> ttfa{};  ///< time to first answer token; not met if there is none
  std::optional<duration> itl{};   ///< the longest gap between content reads; met if undefined
  std::optional<duration> e2e{};   ///< end to end; from the scheduled instant in open loop

  /// True if no bound is set.
  [[nodiscard]] constexpr bool empty() const noexcept { return !ttft && !tpot && !ttfa && !itl && !e2e; }
};

}  // namespace tokendyno::metrics
