// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/text/json.hpp>
#include <tokendyno/text/number.hpp>

#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tokendyno::report {

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
    text::append_json_string(text_, name);
    text_ += ": ";
    after_key_ = true;
    return *this;
  }

  json_writer& value(std::string_view v) {
    separate();
    text::append_json_string(text_, v);
    return *this;
  }
  json_writer& value(char const* v) { return value(std::string_view{v}); }
  json_writer& value(bool v) { return raw(v ? "true" : "false"); }
  json_writer& value(double v) {
    auto const digits = text::number(v);
    return raw(digits.empty() ? "null" : digits);
  }
  json_writer& value(std::integral auto v) { return raw(text::number(v)); }
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
