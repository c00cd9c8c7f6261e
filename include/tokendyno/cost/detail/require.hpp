// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/error.hpp>
#include <tokendyno/core/units.hpp>

#include <cmath>
#include <string>

namespace tokendyno::cost::detail {

inline double require_positive(double value, char const* name) {
  if (!(value > 0 && std::isfinite(value))) throw invalid_argument(std::string(name) + ": expected a number above 0");
  return value;
}

inline double require_not_negative(double value, char const* name) {
  if (!(value >= 0 && std::isfinite(value))) throw invalid_argument(std::string(name) + ": expected 0 or more");
  return value;
}

inline usd require_not_negative(usd amount, char const* name) {
  require_not_negative(amount.value, name);
  return amount;
}

}  // namespace tokendyno::cost::detail
