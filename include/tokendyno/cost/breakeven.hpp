// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/error.hpp>
#include <tokendyno/core/units.hpp>
#include <tokendyno/cost/deployment.hpp>
#include <tokendyno/cost/detail/require.hpp>
#include <tokendyno/cost/price.hpp>
#include <tokendyno/cost/throughput.hpp>

namespace tokendyno::cost {

/// The utilisation at which running `d` costs as much as buying its tokens at `api`. Above 1 it never pays.
/// `t` is the throughput at the SLO. Formula: docs/concepts.md#cost.
/// Throws `invalid_argument` if a price or throughput is negative, or the API would charge nothing for these tokens.
[[nodiscard]] inline double break_even_utilisation(deployment const& d, throughput const& t, token_price const& api) {
  detail::require_not_negative(d.per_hour, "per_hour");
  detail::require_not_negative(t.output_tokens_per_second, "output_tokens_per_second");
  detail::require_not_negative(t.input_tokens_per_second, "input_tokens_per_second");
  detail::require_not_negative(api.per_million_output, "per_million_output");
  detail::require_not_negative(api.per_million_input, "per_million_input");
  usd const per_second =
      (t.output_tokens_per_second * api.per_million_output + t.input_tokens_per_second * api.per_million_input) / 1e6;
  if (!(per_second.value > 0)) throw invalid_argument("api: expected a price above 0 for the tokens of the throughput");
  return d.per_hour / (per_second * 3600);
}

}  // namespace tokendyno::cost
