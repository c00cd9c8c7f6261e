// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tokendyno::openai {

/// Length in bytes of the well-formed UTF-8 sequence that `text` begins with; 0 if it begins with none
/// (Unicode standard, table 3-7). `text` must not be empty.
[[nodiscard]] constexpr std::size_t utf8_length(std::string_view text) noexcept {
  auto const byte = [text](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  auto const tail = [&byte](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  unsigned const a = byte(0);
  unsigned const b = byte(1);
  if (a < 0x80) return 1;
  if (a < 0xC2 || a > 0xF4 || !tail(1)) return 0;
  if (a < 0xE0) return 2;
  if ((a == 0xE0 && b < 0xA0) || (a == 0xED && b > 0x9F) || (a == 0xF0 && b < 0x90) || (a == 0xF4 && b > 0x8F))
    return 0;
  if (!tail(2)) return 0;
  if (a < 0xF0) return 3;
  return tail(3) ? 4 : 0;
}

/// Appends `text` to `out`; each byte that belongs to no well-formed UTF-8 sequence becomes U+FFFD.
inline void append_utf8(std::string& out, std::string_view text) {
  while (!text.empty()) {
    auto const n = utf8_length(text);
    if (n == 0)
      out.append("\xEF\xBF\xBD");
    else
      out.append(text.substr(0, n));
    text.remove_prefix(n == 0 ? 1 : n);
  }
}

/// The longest beginning of `text` with at most `limit` bytes that does not end inside a character.
[[nodiscard]] constexpr std::string_view cut_utf8(std::string_view text, std::size_t limit) noexcept {
  if (text.size() <= limit) return text;
  auto end = limit;
  while (end > 0 && limit - end < 4 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end);
}

}  // namespace tokendyno::openai
