// SPDX-License-Identifier: MIT
// `seconds` takes a duration, not a count of something.
#include <tokendyno/core/time.hpp>

#ifdef REJECT
double const s = tokendyno::seconds(1500);
#else
double const s = tokendyno::seconds(std::chrono::milliseconds{1500});
#endif
