// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace tokendyno::load {

/// Arrivals of many independent users: exponential gaps, so that counts vary as much as their mean.
struct poisson {
  double rate = 1;         ///< requests per second on average, above 0
  std::uint64_t seed = 1;  ///< the same seed gives the same instants
};

}  // namespace tokendyno::load
