// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace tokendyno::http {

/// One header line of a message.
struct header {
  std::string name = {};
  std::string value = {};

  friend bool operator==(header const&, header const&) = default;
};

/// `c` as a lower-case letter, if it is an upper-case one of ASCII.
[[nodiscard]] constexpr char to_lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// True if `a` and `b` are the same but for the case of ASCII letters, as header names are compared
/// (RFC 9110 §5.1).
[[nodiscard]] constexpr bool equals_ignoring_case(std::string_view a, std::string_view b) noexcept {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return to_lower(x) == to_lower(y); });
}

}  // namespace tokendyno::http
