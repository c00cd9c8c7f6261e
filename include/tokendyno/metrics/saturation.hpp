// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/metrics/run_result.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace tokendyno::metrics {

/// What one level of a grid of closed loops came to.
struct load_level {
  std::uint32_t concurrency = 0;        ///< requests kept in flight
  double output_tokens_per_second = 0;  ///< OTPS of the window
  duration e2e{};                       ///< median E2E from the send

  friend bool operator==(load_level const&, load_level const&) = default;
};

/// The level of a run. Empty in open loop, if the run was cut short, and if no request of the window completed.
[[nodiscard]] inline std::optional<load_level> load_level_of(run_result const& run) {
  if (run.settings.open_loop || run.interrupted || !run.aborted.empty() || !run.summary.e2e.p50) return std::nullopt;
  return load_level{.concurrency = run.settings.concurrency,
                    .output_tokens_per_second = run.summary.output_tokens_per_second,
                    .e2e = run.summary.e2e.p50->value};
}

/// By how much a token rate may stay below the greatest of its grid and still count as it, and by how much a latency
/// must be above another to count as grown (docs/concepts.md#saturation).
inline constexpr double saturation_tolerance = 0.05;

/// Where more requests in flight bring no more tokens, only more waiting (docs/concepts.md#saturation).
struct saturation {
  load_level at{};    ///< smallest level whose token rate is within the tolerance of the greatest of the grid
  load_level last{};  ///< largest level of the grid

  /// True if the token rate still grew at the last level: where it ends was not measured.
  [[nodiscard]] constexpr bool still_rising() const noexcept { return last.concurrency <= at.concurrency; }
  /// True if the server is saturated at `at`: a larger level was measured, and the median E2E grew there.
  [[nodiscard]] constexpr bool reached() const noexcept {
    return !still_rising() &&
           static_cast<double>(last.e2e.count()) > (1 + saturation_tolerance) * static_cast<double>(at.e2e.count());
  }
};

/// The saturation of a grid whose `levels` differ in nothing but their concurrency, in any order. Empty if there are
/// fewer than two different ones, or no token at all. The rule: docs/concepts.md#saturation.
[[nodiscard]] inline std::optional<saturation> find_saturation(std::span<load_level const> levels) {
  std::vector<load_level> sorted(levels.begin(), levels.end());
  std::sort(sorted.begin(), sorted.end(),
            [](load_level const& a, load_level const& b) { return a.concurrency < b.concurrency; });
  if (sorted.empty() || sorted.front().concurrency == sorted.back().concurrency) return std::nullopt;
  auto const less = [](load_level const& a, load_level const& b) {
    return a.output_tokens_per_second < b.output_tokens_per_second;
  };
  double const greatest = std::max_element(sorted.begin(), sorted.end(), less)->output_tokens_per_second;
  if (!(greatest > 0)) return std::nullopt;
  auto const near = [greatest](load_level const& level) {
    return level.output_tokens_per_second >= (1 - saturation_tolerance) * greatest;
  };
  return saturation{.at = *std::find_if(sorted.begin(), sorted.end(), near), .last = sorted.back()};
}

}  // namespace tokendyno::metrics
