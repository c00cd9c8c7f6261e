// SPDX-License-Identifier: MIT
// Money adds to money only.
#include <tokendyno/core/units.hpp>

#ifdef REJECT
auto const sum = tokendyno::usd{1.0} + 2.0;
#else
auto const sum = tokendyno::usd{1.0} + tokendyno::usd{2.0};
#endif
