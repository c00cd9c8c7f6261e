// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/load/closed_loop.hpp>
#include <tokendyno/load/open_loop.hpp>
#include <tokendyno/text/number.hpp>

#include <string>
#include <variant>

namespace tokendyno::load {

/// How requests are issued over time.
using plan = std::variant<closed_loop, open_loop>;

/// True if `load` issues on a schedule, whatever the server does.
[[nodiscard]] inline bool is_open(plan const& load) noexcept { return std::holds_alternative<open_loop>(load); }

namespace detail {

inline std::string words(constant const& p) { return "constant, " + text::number(p.rate) + " requests/s"; }
inline std::string words(poisson const& p) { return "Poisson, " + text::number(p.rate) + " requests/s"; }
inline std::string words(gamma const& p) {
  return "gamma, " + text::number(p.rate) + " requests/s, burstiness " + text::number(p.burstiness);
}

}  // namespace detail

/// `load` in words, e.g. `closed loop, 16 in flight` or `open loop, Poisson, 20 requests/s`.
[[nodiscard]] inline std::string describe(plan const& load) {
  if (auto const* const closed = std::get_if<closed_loop>(&load)) {
    auto text = "closed loop, " + std::to_string(closed->concurrency) + " in flight";
    if (closed->think_time > duration{}) text += ", think time " + text::number(seconds(closed->think_time)) + " s";
    return text;
  }
  auto const& open = std::get<open_loop>(load);
  auto text = "open loop, " + std::visit([](auto const& p) { return detail::words(p); }, open.arrivals);
  if (open.max_in_flight > 0) text += ", at most " + std::to_string(open.max_in_flight) + " in flight";
  return text;
}

}  // namespace tokendyno::load
