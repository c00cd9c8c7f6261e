// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/text/utf8.hpp>

#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>

namespace tokendyno::text {

/// Appends `text` as a JSON string with its quotes (RFC 8259 §7); invalid UTF-8 becomes U+FFFD.
inline void append_json_string(std::string& out, std::string_view text) {
  constexpr std::string_view hex = "0123456789abcdef";
  out.push_back('"');
  while (!text.empty()) {
    auto const plain = text.substr(
        0, text.find_first_of(std::string_view("\"\\\0\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0A\x0B\x0C\x0D\x0E\x0F"
                                               "\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1A\x1B\x1C\x1D\x1E\x1F",
                                               34)));
    append_utf8(out, plain);
    text.remove_prefix(plain.size());
    if (text.empty()) break;
    switch (char const c = text.front()) {
      case '"': out.append("\\\""); break;
      case '\\': out.append("\\\\"); break;
      case '\n': out.append("\\n"); break;
      case '\r': out.append("\\r"); break;
      case '\t': out.append("\\t"); break;
      default: {
        auto const byte = static_cast<unsigned char>(c);
        out.append("\\u00");
        out.push_back(hex[byte >> 4U]);
        out.push_back(hex[byte & 0xFU]);
      }
    }
    text.remove_prefix(1);
  }
  out.push_back('"');
}

/// Appends a finite number as JSON, the shortest text that reads back as the same value.
template <class Number>
void append_json_number(std::string& out, Number value) {
  char buffer[32];
  auto const [end, error] = std::to_chars(buffer, buffer + sizeof buffer, value);
  static_cast<void>(error);
  out.append(buffer, end);
}

}  // namespace tokendyno::text
