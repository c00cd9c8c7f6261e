// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/units.hpp>

namespace tokendyno::cost {

/// A price list by the token, as API vendors write it.
struct token_price {
  usd per_million_output{};
  usd per_million_input{};
};

}  // namespace tokendyno::cost
