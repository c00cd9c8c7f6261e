// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/error.hpp>
#include <tokendyno/core/time.hpp>

#include <chrono>
#include <cstdint>

namespace tokendyno::load {

/// A closed loop: so many requests are kept in flight, each end issues the next (docs/concepts.md#load).
struct closed_loop {
  std::uint32_t concurrency = 1;               ///< requests kept in flight, at least 1
  duration think_time{};                       ///< a slot rests so long after an end before it is used again
  duration stagger = std::chrono::seconds{1};  ///< the first wave is spread over this time, so that it is no spike
};

/// When slot `worker` of `load` issues its first request, counted from the start: worker · stagger / concurrency.
[[nodiscard]] constexpr duration first_start(closed_loop const& load, std::uint32_t worker) noexcept {
  return load.concurrency == 0 ? duration{} : duration{load.stagger.count() / load.concurrency * worker};
}

/// Throws `invalid_argument` if a member lies outside its domain.
inline void check(closed_loop const& load) {
  if (load.concurrency == 0) throw invalid_argument("closed_loop.concurrency: expected at least 1");
  if (load.concurrency > 65'535) throw invalid_argument("closed_loop.concurrency: expected at most 65535 connections");
  if (load.think_time < duration{}) throw invalid_argument("closed_loop.think_time: expected 0 or more");
  if (load.stagger < duration{}) throw invalid_argument("closed_loop.stagger: expected 0 or more");
}

}  // namespace tokendyno::load
