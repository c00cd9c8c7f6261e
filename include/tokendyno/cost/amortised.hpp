// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/error.hpp>
#include <tokendyno/core/units.hpp>
#include <tokendyno/cost/deployment.hpp>
#include <tokendyno/cost/detail/require.hpp>

namespace tokendyno::cost {

/// Hardware that was bought instead of rented.
struct ownership {
  usd capex{};                ///< purchase price
  usd residual{};             ///< what it still sells for at the end
  double years = 3;           ///< of use
  double availability = 1;    ///< share of the hours in which it can serve, in (0, 1]
  double power_kw = 0;        ///< mean draw at the plug, without cooling
  double pue = 1;             ///< power usage effectiveness of the room, at least 1
  usd per_kwh{};              ///< of electricity
  usd operations_per_hour{};  ///< people, space, network
};

/// The deployment that `o` amounts to: capital over the hours it can serve, power with cooling, operations.
/// Formula: docs/concepts.md#cost. Throws `invalid_argument` if a member is outside its range.
[[nodiscard]] inline deployment hourly_price(ownership const& o) {
  detail::require_not_negative(o.capex, "capex");
  detail::require_not_negative(o.residual, "residual");
  if (o.residual > o.capex) throw invalid_argument("residual: expected at most capex");
  detail::require_positive(o.years, "years");
  if (!(o.availability > 0 && o.availability <= 1)) throw invalid_argument("availability: expected a share in (0, 1]");
  detail::require_not_negative(o.power_kw, "power_kw");
  if (!(detail::require_positive(o.pue, "pue") >= 1)) throw invalid_argument("pue: expected at least 1");
  detail::require_not_negative(o.per_kwh, "per_kwh");
  detail::require_not_negative(o.operations_per_hour, "operations_per_hour");
  constexpr double hours_per_year = 8760;
  return {(o.capex - o.residual) / (o.years * hours_per_year * o.availability) + o.power_kw * o.pue * o.per_kwh +
          o.operations_per_hour};
}

}  // namespace tokendyno::cost
