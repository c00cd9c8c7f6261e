// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Reads JSON strictly enough to prove that the writer's output is JSON. Strings keep their escapes.
namespace tiny_json {

struct value {
  enum class type { null, boolean, number, string, array, object } kind = type::null;
  std::string text;                                      // of a boolean, number or string
  std::vector<value> elements;                           // of an array
  std::vector<std::pair<std::string, value>> members{};  // of an object, in order

  [[nodiscard]] value const& at(std::string_view name) const {
    for (auto const& [key, member] : members)
      if (key == name) return member;
    throw std::runtime_error("no member " + std::string{name});
  }
  [[nodiscard]] bool is_null() const { return kind == type::null; }
};

class reader {
 public:
  explicit reader(std::string_view text) : rest_(text) {}

  value read() {
    auto v = element();
    skip();
    if (!rest_.empty()) fail();
    return v;
  }

 private:
  value element() {
    skip();
    if (take('{')) return object();
    if (take('[')) return array();
    if (take('"')) return {value::type::string, string(), {}};
    for (std::string_view const word : {"true", "false", "null"}) {
      if (!rest_.starts_with(word)) continue;
      rest_.remove_prefix(word.size());
      return {word == "null" ? value::type::null : value::type::boolean, std::string{word}, {}};
    }
    auto const length = rest_.find_first_not_of("-+.eE0123456789");
    std::string const digits{rest_.substr(0, length)};
    if (digits.empty()) fail();
    std::size_t used = 0;
    (void)std::stod(digits, &used);
    if (used != digits.size()) fail();
    rest_.remove_prefix(digits.size());
    return {value::type::number, digits, {}};
  }

  value object() {
    value v{value::type::object, {}, {}};
    skip();
    if (take('}')) return v;
    do {
      skip();
      expect('"');
      auto key = string();
      skip();
      expect(':');
      auto member = element();
      v.members.emplace_back(std::move(key), std::move(member));
      skip();
    } while (take(','));
    expect('}');
    return v;
  }

  value array() {
    value v{value::type::array, {}, {}};
    skip();
    if (take(']')) return v;
    do {
      v.elements.push_back(element());
      skip();
    } while (take(','));
    expect(']');
    return v;
  }

  std::string string() {
    std::string text;
    while (!take('"')) {
      if (rest_.empty() || static_cast<unsigned char>(rest_.front()) < 0x20) fail();
      if (rest_.front() == '\\') text += next();
      text += next();
    }
    return text;
  }

  char next() {
    if (rest_.empty()) fail();
    char const c = rest_.front();
    rest_.remove_prefix(1);
    return c;
  }
  bool take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void expect(char c) {
    if (!take(c)) fail();
  }
  void skip() {
    while (!rest_.empty() && std::string_view{" \n\r\t"}.find(rest_.front()) != std::string_view::npos)
      rest_.remove_prefix(1);
  }
  [[noreturn]] void fail() const { throw std::runtime_error("not JSON at: " + std::string{rest_.substr(0, 40)}); }

  std::string_view rest_;
};

inline value parse(std::string_view text) { return reader{text}.read(); }

}  // namespace tiny_json
