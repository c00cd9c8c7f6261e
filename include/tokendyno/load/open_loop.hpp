// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/load/constant.hpp>
#include <tokendyno/load/gamma.hpp>
#include <tokendyno/load/poisson.hpp>

#include <cstdint>
#include <variant>

namespace tokendyno::load {

/// How requests arrive when nothing waits for an answer.
using arrival_process = std::variant<constant, poisson, gamma>;

/// An open loop: requests arrive on a schedule fixed in advance, whatever the server does (docs/concepts.md#load).
///
///     auto const load = td::load::open_loop(td::load::poisson{20.0});  // requests per second
struct open_loop {
  arrival_process arrivals = poisson{};
  /// Requests in flight at most, 0 for no limit. A limit that is reached turns the loop into a closed one: then only
  /// figures from the scheduled instant mean anything.
  std::uint32_t max_in_flight = 0;
};

/// Mean arrivals per second of `load`.
[[nodiscard]] inline double rate(open_loop const& load) {
  return std::visit([](auto const& process) { return process.rate; }, load.arrivals);
}

}  // namespace tokendyno::load
