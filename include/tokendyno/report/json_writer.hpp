// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/report/number.hpp>
#include <tokendyno/report/utf8.hpp>

#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tokendyno::report {

/// `text` as a JSON string with its quotes (RFC 8259 §7); bytes that are not UTF-8 become U+FFFD.
[[nodiscard]] inline std::string json_string(std::string_view text) {
  std::string out = "\"";
  for_each_utf8(text, [&out](std::string_view character) {
    char const c = character.front();
    if (c == '"' || c == '\\')
      out += '\\', out += c;
    else if (c == '\n')
      out += "\\n";
    else if (c == '\t')
      out += "\\t";
    else if (c == '\r')
      out += "\\r";
    else if (static_cast<unsigned char>(c) < 0x20)
      out += "\\u00", out += "01"[c / 16], out += "0123456789abcdef"[c % 16];
    else
      out += character;
  });
  return out += '"';
}

/// Writes JSON member by member, indented by two spaces. A number that is not finite becomes `null`. What is begun
/// must be ended by the caller.
class json_writer {
 public:
  /// Begins the value or element `{`.
  json_writer& begin_object() { return open('{'); }
  /// Begins the member `name: {`.
  json_writer& begin_object(std::string_view name) { return key(name).open('{'); }
  /// Ends the innermost object.
  json_writer& end_object() { return close('}'); }
  /// Begins the value or element `[`.
  json_writer& begin_array() { return open('['); }
  /// Begins the member `name: [`.
  json_writer& begin_array(std::string_view name) { return key(name).open('['); }
  /// Ends the innermost array.
  json_writer& end_array() { return close(']'); }

  /// Writes the name of the next member; its value must follow.
  json_writer& key(std::string_view name) {
    separate();
    text_ += json_string(name);
    text_ += ": ";
    after_key_ = true;
    return *this;
  }

  json_writer& value(std::string_view v) { return raw(json_string(v)); }
  json_writer& value(char const* v) { return value(std::string_view{v}); }
  json_writer& value(bool v) { return raw(v ? "true" : "false"); }
  json_writer& value(double v) {
    auto const digits = number(v);
    return raw(digits.empty() ? "null" : digits);
  }
  json_writer& value(std::integral auto v) { return raw(number(v)); }
  json_writer& value(std::nullopt_t) { return raw("null"); }
  template <typename T>
  json_writer& value(std::optional<T> const& v) {
    return v ? value(*v) : value(std::nullopt);
  }

  /// Writes `v`, which must be valid JSON, as it is.
  json_writer& raw(std::string_view v) {
    separate();
    text_ += v;
    return *this;
  }

  /// Writes the member `name: v`.
  template <typename T>
  json_writer& member(std::string_view name, T const& v) {
    return key(name).value(v);
  }

  /// What was written so far.
  [[nodiscard]] std::string const& text() const noexcept { return text_; }

 private:
  json_writer& open(char bracket) {
    separate();
    text_ += bracket;
    has_members_.push_back(false);
    return *this;
  }

  json_writer& close(char bracket) {
    bool const had_members = has_members_.back();
    has_members_.pop_back();
    if (had_members) new_line();
    text_ += bracket;
    return *this;
  }

  void separate() {
    if (std::exchange(after_key_, false) || has_members_.empty()) return;
    if (has_members_.back()) text_ += ',';
    has_members_.back() = true;
    new_line();
  }

  void new_line() {
    text_ += '\n';
    text_.append(2 * has_members_.size(), ' ');
  }

  std::string text_;
  std::vector<bool> has_members_;
  bool after_key_ = false;
};

}  // namespace tokendyno::report
