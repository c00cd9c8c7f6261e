// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/error.hpp>
#include <tokendyno/core/units.hpp>
#include <tokendyno/cost/deployment.hpp>
#include <tokendyno/cost/detail/require.hpp>

#include <cmath>
#include <cstdint>
#include <limits>

namespace tokendyno::cost {

/// Whole replicas that a demand takes, and what they cost together.
struct fleet {
  std::uint64_t replicas = 0;
  usd per_hour{};
};

/// Replicas needed to serve `demand` if one serves `capacity` within the SLO, both in the same unit (requests per
/// second, or requests in flight). Replicas are whole: a gain in capacity saves a whole one or none.
/// Throws `invalid_argument` if the demand is negative or the capacity is not above 0.
[[nodiscard]] inline std::uint64_t replicas_for(double demand, double capacity) {
  double const ratio = detail::require_not_negative(demand, "demand") / detail::require_positive(capacity, "capacity");
  if (!(ratio < 1e15)) throw invalid_argument("capacity: expected at least a 1e15th of the demand");
  // 2.1 / 0.3 is above 7 in binary, by rounding alone.
  double const whole = std::round(ratio);
  bool const is_whole = std::abs(ratio - whole) <= 4 * std::numeric_limits<double>::epsilon() * whole;
  return static_cast<std::uint64_t>(is_whole ? whole : std::ceil(ratio));
}

/// The fleet of replicas `d` for `demand`. Throws as `replicas_for`, and if the price is negative.
[[nodiscard]] inline fleet fleet_for(double demand, double capacity, deployment const& d) {
  detail::require_not_negative(d.per_hour, "per_hour");
  auto const replicas = replicas_for(demand, capacity);
  return {replicas, static_cast<double>(replicas) * d.per_hour};
}

}  // namespace tokendyno::cost
