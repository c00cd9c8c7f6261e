// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/error.hpp>
#include <tokendyno/core/time.hpp>

#include <array>
#include <charconv>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <string>

namespace tokendyno::text {

/// The shortest decimal text that reads back as `value`, with a point whatever the locale. Empty if `value` is not
/// finite: an undefined cell.
[[nodiscard]] inline std::string number(double value) {
  if (!std::isfinite(value)) return {};
  std::array<char, 64> buffer{};
  // An exponent only where digits alone would be long: spreadsheets take 1e+06 for text.
  bool const plain = value == 0 || (std::abs(value) >= 1e-6 && std::abs(value) < 1e15);
  auto const format = plain ? std::chars_format::fixed : std::chars_format::general;
  auto const end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, format).ptr;
  return {buffer.data(), end};
}

/// The decimal text of a whole number.
[[nodiscard]] inline std::string number(std::integral auto value) {
  std::array<char, 24> buffer{};
  return {buffer.data(), std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr};
}

/// `value` rounded to `digits` places after the point, e.g. `12.30`. Empty if `value` is not finite.
/// Throws `invalid_argument` if `digits` is not in 0 to 17.
[[nodiscard]] inline std::string fixed(double value, int digits) {
  if (digits < 0 || digits > 17) throw invalid_argument("digits: expected 0 to 17");
  if (!std::isfinite(value)) return {};
  std::array<char, 336> buffer{};
  auto const end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed, digits).ptr;
  std::string text{buffer.data(), end};
  bool const is_zero = text.find_first_not_of("-0.") == std::string::npos;
  return is_zero && text.front() == '-' ? text.substr(1) : text;
}

namespace detail {

/// `nanoseconds` over 10^`places`, exact, without trailing zeros.
inline std::string decimal(std::int64_t nanoseconds, std::size_t places) {
  bool const negative = nanoseconds < 0;
  auto const magnitude =
      negative ? 0 - static_cast<std::uint64_t>(nanoseconds) : static_cast<std::uint64_t>(nanoseconds);
  std::string digits = number(magnitude);
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  digits.insert(digits.size() - places, 1, '.');
  digits.erase(digits.find_last_not_of('0') + 1);
  if (digits.back() == '.') digits.pop_back();
  return negative ? "-" + digits : digits;
}

}  // namespace detail

/// `d` in milliseconds as decimal text, exact to the nanosecond: `16.666666`.
[[nodiscard]] inline std::string milliseconds_text(duration d) { return detail::decimal(d.count(), 6); }

/// `d` in seconds as decimal text, exact to the nanosecond.
[[nodiscard]] inline std::string seconds_text(duration d) { return detail::decimal(d.count(), 9); }

}  // namespace tokendyno::text
