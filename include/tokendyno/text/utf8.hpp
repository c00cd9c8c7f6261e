// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tokendyno::text {

/// Bytes of the UTF-8 character that `text` begins with; 0 if it begins with none (RFC 3629 §4: no overlong form, no
/// surrogate, nothing above U+10FFFF) or is empty.
[[nodiscard]] constexpr std::size_t utf8_length(std::string_view text) noexcept {
  if (text.empty()) return 0;
  auto const at = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  unsigned char const lead = at(0);
  if (lead < 0x80) return 1;
  std::size_t const length = lead < 0xC2 ? 0U : lead < 0xE0 ? 2U : lead < 0xF0 ? 3U : lead < 0xF5 ? 4U : 0U;
  if (length == 0 || text.size() < length) return 0;
  unsigned char const least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  unsigned char const most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  if (at(1) < least || at(1) > most) return 0;
  for (std::size_t i = 2; i < length; ++i)
    if ((at(i) & 0xC0) != 0x80) return 0;
  return length;
}

/// Calls `visit` with each character of `text`, U+FFFD in place of each byte that is not part of one.
template <typename Visitor>
constexpr void for_each_utf8(std::string_view text, Visitor visit) {
  while (!text.empty()) {
    std::size_t const length = utf8_length(text);
    visit(length == 0 ? std::string_view{"\xEF\xBF\xBD"} : text.substr(0, length));
    text.remove_prefix(length == 0 ? 1 : length);
  }
}

/// Appends `text` to `out`; each byte that belongs to no well-formed UTF-8 sequence becomes U+FFFD.
inline void append_utf8(std::string& out, std::string_view text) {
  for_each_utf8(text, [&out](std::string_view character) { out.append(character); });
}

/// The longest beginning of `text` with at most `limit` bytes that does not end inside a character.
[[nodiscard]] constexpr std::string_view cut_utf8(std::string_view text, std::size_t limit) noexcept {
  if (text.size() <= limit) return text;
  auto end = limit;
  while (end > 0 && limit - end < 4 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end);
}

/// Number of characters of `text`: the columns it takes on a terminal, as far as this library's own words go.
[[nodiscard]] constexpr std::size_t utf8_width(std::string_view text) noexcept {
  std::size_t characters = 0;
  for_each_utf8(text, [&characters](std::string_view) { ++characters; });
  return characters;
}

}  // namespace tokendyno::text
