// SPDX-License-Identifier: MIT
// Square dollars do not exist; a ratio of two amounts is a number.
#include <tokendyno/core/units.hpp>

#ifdef REJECT
auto const result = tokendyno::usd{6.0} * tokendyno::usd{3.0};
#else
double const result = tokendyno::usd{6.0} / tokendyno::usd{3.0};
#endif
