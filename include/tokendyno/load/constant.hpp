// SPDX-License-Identifier: MIT
#pragma once

namespace tokendyno::load {

/// Arrivals at equal distances: number i at i / rate.
struct constant {
  double rate = 1;  ///< requests per second, above 0
};

}  // namespace tokendyno::load
