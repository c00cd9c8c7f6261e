// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>

namespace tokendyno {

/// The one clock of every stamp: monotonic, never adjusted. Only net, client, run and serve read it.
using clock = std::chrono::steady_clock;

/// A span of time, in whole nanoseconds.
using duration = std::chrono::nanoseconds;

/// An instant on `clock`; differences mean something, the origin does not.
using time_point = std::chrono::time_point<clock, duration>;

/// `d` in seconds, for rates and for exported columns named `…_s`.
[[nodiscard]] constexpr double seconds(duration d) noexcept { return static_cast<double>(d.count()) / 1e9; }

/// `d` in milliseconds, for exported columns named `…_ms`.
[[nodiscard]] constexpr double milliseconds(duration d) noexcept { return static_cast<double>(d.count()) / 1e6; }

/// The duration of `s` seconds, rounded to the nearest nanosecond; `s` must be finite and within ±292 years.
[[nodiscard]] constexpr duration from_seconds(double s) noexcept {
  return duration{static_cast<std::int64_t>(s * 1e9 + (s < 0 ? -0.5 : 0.5))};
}

}  // namespace tokendyno
