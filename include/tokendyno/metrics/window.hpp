// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>

#include <algorithm>

namespace tokendyno::metrics {

/// The span of a run that figures are computed over: half-open, [begin, end), so that neighbouring windows add up.
/// A window that is the whole run has no neighbour and holds its last instant too (docs/concepts.md#window).
struct window {
  time_point begin{};      ///< w0
  time_point end{};        ///< w1
  bool whole_run = false;  ///< first send to last end, ramp-up and drain included

  /// True if `t` lies inside.
  [[nodiscard]] constexpr bool contains(time_point t) const noexcept {
    return begin <= t && (t < end || (whole_run && t == end));
  }
  /// w1 − w0; 0 for a window that never opened.
  [[nodiscard]] constexpr duration length() const noexcept { return std::max(end - begin, duration{}); }
  /// How long [from, to) and the window overlap; 0 if they do not.
  [[nodiscard]] constexpr duration overlap(time_point from, time_point to) const noexcept {
    return std::max(std::min(to, end) - std::max(from, begin), duration{});
  }
  friend bool operator==(window const&, window const&) = default;
};

}  // namespace tokendyno::metrics
