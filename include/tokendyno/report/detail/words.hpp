// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/stats/summary.hpp>
#include <tokendyno/text/number.hpp>
#include <tokendyno/text/utf8.hpp>

#include <cmath>
#include <optional>
#include <string>
#include <string_view>

namespace tokendyno::report::detail {

/// What stands for an undefined figure where people read.
inline constexpr std::string_view undefined = "-";

/// `text` with a blank for each control character: a server's words must not steer a terminal or break a line.
inline std::string printable(std::string_view text) {
  std::string out;
  text::for_each_utf8(text, [&out](std::string_view character) {
    char const c = character.front();
    bool const c1 = character.size() == 2 && c == '\xC2' && static_cast<unsigned char>(character[1]) < 0xA0;
    if (static_cast<unsigned char>(c) < 0x20 || c == '\x7F' || c1)
      out += ' ';
    else
      out += character;
  });
  return out;
}

/// About three significant digits.
inline std::string rough(double value) {
  double const magnitude = std::abs(value);
  return text::fixed(value, magnitude >= 99.95 ? 0 : magnitude >= 9.995 ? 1 : 2);
}

inline std::string rough(std::optional<double> value) { return value ? rough(*value) : std::string{undefined}; }

inline std::string rough_ms(std::optional<stats::quantile_estimate> const& e) {
  if (!e) return std::string{undefined};
  return (e->at_least ? "≥ " : "") + rough(milliseconds(e->value));
}

inline std::string rough_ms(duration d) { return rough(milliseconds(d)); }

inline std::string percent(double share) { return text::fixed(100 * share, 1) + " %"; }

}  // namespace tokendyno::report::detail
