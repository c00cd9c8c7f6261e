// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/error.hpp>
#include <tokendyno/core/units.hpp>
#include <tokendyno/cost/deployment.hpp>
#include <tokendyno/cost/detail/require.hpp>
#include <tokendyno/cost/price.hpp>
#include <tokendyno/cost/throughput.hpp>

namespace tokendyno::cost {

namespace detail {

inline usd per_million(deployment const& d, double units_per_second, char const* name) {
  return require_not_negative(d.per_hour, "per_hour") / (require_positive(units_per_second, name) * 3600) * 1e6;
}

}  // namespace detail

/// Price of a million output tokens if they bear the whole cost. Formulas: docs/concepts.md#cost.
/// Throws `invalid_argument` if the price is negative or the throughput is not above 0.
[[nodiscard]] inline usd per_million_output_tokens(deployment const& d, throughput const& t) {
  return detail::per_million(d, t.output_tokens_per_second, "output_tokens_per_second");
}

/// Price of a million tokens of any kind, input and output alike. Always lower than the price of output tokens alone:
/// never compare the two. Throws as above.
[[nodiscard]] inline usd per_million_total_tokens(deployment const& d, throughput const& t) {
  detail::require_not_negative(t.input_tokens_per_second, "input_tokens_per_second");
  detail::require_not_negative(t.output_tokens_per_second, "output_tokens_per_second");
  return detail::per_million(d, t.input_tokens_per_second + t.output_tokens_per_second, "tokens_per_second");
}

/// Price of a million output tokens that came in requests which met the SLO. Throws as above.
[[nodiscard]] inline usd per_million_good_output_tokens(deployment const& d, throughput const& t) {
  return detail::per_million(d, t.good_output_tokens_per_second, "good_output_tokens_per_second");
}

/// The price list that just pays for the deployment if an input token costs `input_share` of an output token, as APIs
/// price them (a fifth to a third, typically). Throws as above, and if `input_share` is negative.
[[nodiscard]] inline token_price blended(deployment const& d, throughput const& t, double input_share) {
  detail::require_not_negative(input_share, "input_share");
  detail::require_not_negative(t.input_tokens_per_second, "input_tokens_per_second");
  detail::require_not_negative(t.output_tokens_per_second, "output_tokens_per_second");
  usd const output =
      detail::per_million(d, t.output_tokens_per_second + input_share * t.input_tokens_per_second, "tokens_per_second");
  return {output, input_share * output};
}

/// Price of one request at `requests_per_second`; with goodput in its place, of one that met the SLO. Throws as above.
[[nodiscard]] inline usd per_request(deployment const& d, double requests_per_second) {
  return detail::per_million(d, requests_per_second, "requests_per_second") / 1e6;
}

/// A price per token if only the share `utilisation` of the capacity is used, mean load ÷ SLO-feasible capacity.
/// Throws `invalid_argument` if `utilisation` is not in (0, 1].
[[nodiscard]] inline usd at_utilisation(usd full_load_price, double utilisation) {
  if (!(utilisation > 0 && utilisation <= 1)) throw invalid_argument("utilisation: expected a share in (0, 1]");
  return full_load_price / utilisation;
}

}  // namespace tokendyno::cost
