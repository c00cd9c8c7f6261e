// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/program/error.hpp>

#include <charconv>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace tokendyno::program {

/// Reads `text` as a T for `option`; throws `usage_error` that says what was expected.
inline void read_value(std::string_view, std::string_view text, std::string& value) { value = text; }

template <class T>
  requires(std::integral<T> || std::floating_point<T>)
void read_value(std::string_view option, std::string_view text, T& value) {
  T parsed{};
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), parsed);
  if constexpr (std::integral<T>) {
    if (error == std::errc::result_out_of_range) {
      throw usage_error{std::string{option} + ": expected a whole number of at most " +
                        std::to_string(std::numeric_limits<T>::max()) + ", got '" + std::string{text} + "'"};
    }
  }
  bool finite = true;
  if constexpr (std::floating_point<T>) finite = std::isfinite(parsed);
  if (!finite || error != std::errc{} || end != text.data() + text.size() || text.empty()) {
    throw usage_error{std::string{option} + ": expected a " + (std::integral<T> ? "whole number" : "number") +
                      ", got '" + std::string{text} + "'"};
  }
  value = parsed;
}

/// A duration: a number with `ms`, `s` or `min`, or a bare number of seconds.
inline void read_value(std::string_view option, std::string_view text, duration& value) {
  auto const unit_at = text.find_first_not_of("0123456789.");
  auto const unit = unit_at == std::string_view::npos ? std::string_view{"s"} : text.substr(unit_at);
  double scale = 0;
  if (unit == "s") scale = 1;
  if (unit == "ms") scale = 1e-3;
  if (unit == "min") scale = 60;
  if (scale == 0) {
    throw usage_error{std::string{option} + ": expected a time such as 30s, 500ms or 2min, got '" + std::string{text} +
                      "'"};
  }
  double number = 0;
  read_value(option, text.substr(0, unit_at), number);
  // Beyond 292 years a duration overflows.
  if (number * scale > 1e9) throw usage_error{std::string{option} + ": expected a time below 30 years"};
  value = from_seconds(number * scale);
}

/// Something that may be left out.
template <class T>
void read_value(std::string_view option, std::string_view text, std::optional<T>& value) {
  T inner{};
  read_value(option, text, inner);
  value = std::move(inner);
}

/// A list, its items set apart by commas.
template <class T>
void read_value(std::string_view option, std::string_view text, std::vector<T>& value) {
  std::vector<T> items;
  while (true) {
    auto const comma = text.find(',');
    T item{};
    read_value(option, text.substr(0, comma), item);
    items.push_back(std::move(item));
    if (comma == std::string_view::npos) break;
    text.remove_prefix(comma + 1);
  }
  value = std::move(items);
}

/// Throws `usage_error` naming `option` if one of `values` is 0 or above `most`: a cell of a grid that would be found
/// out only when the cells before it have been measured.
template <std::unsigned_integral T>
void require_positive(std::string_view option, std::vector<T> const& values, T most = std::numeric_limits<T>::max()) {
  for (auto const value : values) {
    if (value >= 1 && value <= most) continue;
    throw usage_error{std::string{option} + ": expected numbers " +
                      (value == 0 ? std::string{"of at least 1"} : "of at most " + std::to_string(most)) + ", got " +
                      std::to_string(value)};
  }
}

}  // namespace tokendyno::program
