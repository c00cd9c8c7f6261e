// SPDX-License-Identifier: MIT
// Instants differ by a duration; their sum means nothing.
#include <tokendyno/core/time.hpp>

tokendyno::time_point const sent{}, first{};
#ifdef REJECT
auto const ttft = first + sent;
#else
tokendyno::duration const ttft = first - sent;
#endif
