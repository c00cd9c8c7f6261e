// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>

#include <cstdint>
#include <optional>

namespace tokendyno {

/// How far a run is. Counts are of the measured requests; during warm-up they are 0.
struct progress {
  bool warming_up = true;
  std::uint64_t done = 0;    ///< ended, in whatever way
  std::uint64_t failed = 0;  ///< of these, ended in a failure
  std::uint64_t total = 0;   ///< 0 if the run stops by time alone
  std::uint64_t in_flight = 0;
  double tokens_per_second = 0;       ///< output tokens that arrived since the window opened, per second
  std::optional<duration> p95_e2e{};  ///< so far; empty until a request has completed
  duration elapsed{};                 ///< since the start of the run
  std::optional<duration> left{};     ///< estimate; empty while there is nothing to estimate from
};

}  // namespace tokendyno
