// SPDX-License-Identifier: MIT
#pragma once

#include <compare>

namespace tokendyno {

/// An amount of money in US dollars.
struct usd {
  double value = 0.0;

  friend constexpr auto operator<=>(usd, usd) = default;
  friend constexpr usd operator+(usd a, usd b) noexcept { return {a.value + b.value}; }
  friend constexpr usd operator-(usd a, usd b) noexcept { return {a.value - b.value}; }
  friend constexpr usd operator*(usd a, double k) noexcept { return {a.value * k}; }
  friend constexpr usd operator*(double k, usd a) noexcept { return {a.value * k}; }
  friend constexpr usd operator/(usd a, double k) noexcept { return {a.value / k}; }
  /// How many times `b` goes into `a`.
  friend constexpr double operator/(usd a, usd b) noexcept { return a.value / b.value; }
};

}  // namespace tokendyno
