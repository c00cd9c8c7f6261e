// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace tokendyno::load {

/// Arrivals with gamma gaps: mean 1 / rate, coefficient of variation 1 / √burstiness. Over long spans the variance of
/// the count is 1 / burstiness times its mean (the `--burstiness` of vLLM).
struct gamma {
  double rate = 1;         ///< requests per second on average, above 0
  double burstiness = 1;   ///< shape of the gaps, above 0: 1 is Poisson, lower is burstier, higher more even
  std::uint64_t seed = 1;  ///< the same seed gives the same instants
};

}  // namespace tokendyno::load
