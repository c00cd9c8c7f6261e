// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/error.hpp>
#include <tokendyno/core/time.hpp>
#include <tokendyno/load/plan.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <variant>

namespace tokendyno::load {

/// What has to pass before the measurement window opens; if both are set, the later counts. Neither set means
/// automatic (see `resolved`), `{.requests = 0}` none: then the window is the whole run.
struct warmup {
  std::optional<std::uint64_t> requests{};  ///< closed loop: requests that have ended; open loop: arrivals
  duration after{};                         ///< since the start of the run
};

/// `w` with its count filled in. Automatic is two rounds of a closed loop (2 · concurrency), and five seconds of
/// arrivals, at least two, of an open one; a time alone counts no requests.
/// Throws `invalid_argument` if the time is negative.
[[nodiscard]] inline warmup resolved(warmup const& w, plan const& load) {
  if (w.after < duration{}) throw invalid_argument("warmup.after: expected 0 or more");
  if (w.requests) return w;
  if (w.after > duration{}) return {.requests = 0, .after = w.after};
  if (auto const* const closed = std::get_if<closed_loop>(&load))
    return {.requests = std::max<std::uint64_t>(2, 2 * std::uint64_t{closed->concurrency})};
  double const arrivals = std::ceil(5 * rate(std::get<open_loop>(load)));
  return {.requests = static_cast<std::uint64_t>(std::clamp(arrivals, 2.0, 1e9))};
}

}  // namespace tokendyno::load
