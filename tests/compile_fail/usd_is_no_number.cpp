// SPDX-License-Identifier: MIT
// An amount does not turn into a number by itself.
#include <tokendyno/core/units.hpp>

#ifdef REJECT
double const amount = tokendyno::usd{6.0};
#else
double const amount = tokendyno::usd{6.0}.value;
#endif
