// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/stats/summary.hpp>

#include <optional>
#include <vector>

namespace tokendyno::metrics {

/// Values of one latency figure over many requests, some known only to exceed the time that had elapsed.
struct latency_sample {
  std::vector<duration> known;
  std::vector<duration> exceeded;  ///< right-censored: the value is above this

  /// Adds a value, if there is one.
  void add(std::optional<duration> value) {
    if (value) known.push_back(*value);
  }
  /// Adds the value, or if it never came that it is above `elapsed`.
  void add_or_exceeds(std::optional<duration> value, duration elapsed) {
    if (value)
      known.push_back(*value);
    else
      exceeded.push_back(elapsed);
  }
  /// What the sample comes to.
  [[nodiscard]] stats::summary summary() const { return stats::summarise(known, exceeded); }
};

}  // namespace tokendyno::metrics
