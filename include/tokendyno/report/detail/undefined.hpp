// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/metrics/run_summary.hpp>

#include <optional>

namespace tokendyno::report::detail {

/// `value`, unless it is 0 for want of a value.
template <typename T>
std::optional<T> unless_zero(T value) {
  return value == T{} ? std::nullopt : std::optional{value};
}

/// `value`, unless the window never opened.
inline std::optional<double> rate(metrics::run_summary const& s, double value) {
  return s.window > duration{} ? std::optional{value} : std::nullopt;
}

}  // namespace tokendyno::report::detail
