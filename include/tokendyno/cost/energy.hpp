// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/units.hpp>
#include <tokendyno/cost/detail/require.hpp>

namespace tokendyno::cost {

/// Energy for a million tokens, in watt-hours, at a mean draw of `watts` and `tokens_per_second`.
/// Throws `invalid_argument` if the draw is negative or the throughput is not above 0.
[[nodiscard]] inline double watt_hours_per_million_tokens(double watts, double tokens_per_second) {
  return detail::require_not_negative(watts, "watts") /
         (detail::require_positive(tokens_per_second, "tokens_per_second") * 3600) * 1e6;
}

/// Price of the electricity for a million tokens. Throws as above, and if `per_kwh` is negative.
[[nodiscard]] inline usd electricity_per_million_tokens(double watts, double tokens_per_second, usd per_kwh) {
  return detail::require_not_negative(per_kwh, "per_kwh") *
         (watt_hours_per_million_tokens(watts, tokens_per_second) / 1000);
}

}  // namespace tokendyno::cost
