// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/text/utf8.hpp>

#include <string>
#include <string_view>

namespace tokendyno::report {

/// `text` as text of an HTML element or of a quoted attribute, whatever is in it: markup characters become entities,
/// bytes that are not UTF-8 and control characters U+FFFD.
[[nodiscard]] inline std::string html_text(std::string_view text) {
  std::string out;
  text::for_each_utf8(text, [&out](std::string_view character) {
    char const c = character.front();
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else if (c == '\'')
      out += "&#39;";
    else if ((static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == '\x7F')
      out += "\xEF\xBF\xBD";
    else
      out += character;
  });
  return out;
}

}  // namespace tokendyno::report
