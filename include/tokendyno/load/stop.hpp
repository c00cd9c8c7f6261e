// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/error.hpp>
#include <tokendyno/core/time.hpp>

#include <cstdint>
#include <optional>

namespace tokendyno::load {

/// When the measurement window closes, whichever comes first; one of the two must be set.
struct stop {
  std::optional<std::uint64_t> requests{};  ///< so many requests were scheduled inside the window
  duration after{};                         ///< so long after the window opened; 0: no limit
};

/// Throws `invalid_argument` if `s` would never close a window, or close it before it opens.
inline void check(stop const& s) {
  if (s.requests && *s.requests == 0) throw invalid_argument("stop.requests: expected at least 1");
  if (s.after < duration{}) throw invalid_argument("stop.after: expected 0 or more");
  if (!s.requests && s.after == duration{}) throw invalid_argument("stop: expected requests or after");
}

}  // namespace tokendyno::load
