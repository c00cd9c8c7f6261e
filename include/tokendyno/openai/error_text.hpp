// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/text/utf8.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace tokendyno::openai {

/// Most bytes of a server's message that a record keeps.
inline constexpr std::size_t error_text_limit = 200;

/// Puts `text` into `out` as a record keeps it: without white space around it, control characters as spaces, invalid
/// UTF-8 as U+FFFD, cut to `error_text_limit` bytes between two characters.
inline void assign_error_text(std::string& out, std::string_view text) {
  constexpr std::string_view space = " \t\r\n";
  auto const begin = text.find_first_not_of(space);
  text = begin == std::string_view::npos ? std::string_view{} : text.substr(begin);
  text = text::cut_utf8(text.substr(0, text.find_last_not_of(space) + 1), error_text_limit);
  out.clear();
  text::append_utf8(out, text);
  out.resize(text::cut_utf8(out, error_text_limit).size());
  for (char& c : out) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  }
}

}  // namespace tokendyno::openai
