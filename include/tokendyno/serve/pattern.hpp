// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/text/json.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tokendyno::serve {

/// Named values that fill patterns: text in which `$name`, of letters a to z and `_`, stands for a value.
class values {
 public:
  /// Sets `name` to `value` as it is: a number, or JSON.
  values& set(std::string_view name, std::string value) {
    for (auto& [known, old] : list_) {
      if (known != name) continue;
      old = std::move(value);
      return *this;
    }
    list_.emplace_back(name, std::move(value));
    return *this;
  }

  /// Sets `name` to the inside of a JSON string of `text`, without its quotes.
  values& set_text(std::string_view name, std::string_view text) {
    std::string quoted;
    text::append_json_string(quoted, text);
    return set(name, quoted.substr(1, quoted.size() - 2));
  }

  /// Appends `pattern` with its values to `out`; a name without a value stays as it stands.
  void fill(std::string& out, std::string_view pattern) const {
    while (true) {
      auto const dollar = pattern.find('$');
      out.append(pattern.substr(0, dollar));
      if (dollar == std::string_view::npos) return;
      pattern.remove_prefix(dollar);
      auto const name = pattern.substr(1, name_size(pattern.substr(1)));
      std::string const* const value = find(name);
      out.append(value != nullptr ? std::string_view{*value} : pattern.substr(0, name.size() + 1));
      pattern.remove_prefix(name.size() + 1);
    }
  }

  /// `pattern` with its values.
  [[nodiscard]] std::string filled(std::string_view pattern) const {
    std::string out;
    fill(out, pattern);
    return out;
  }

 private:
  [[nodiscard]] static std::size_t name_size(std::string_view text) noexcept {
    std::size_t size = 0;
    while (size < text.size() && ((text[size] >= 'a' && text[size] <= 'z') || text[size] == '_')) ++size;
    return size;
  }

  [[nodiscard]] std::string const* find(std::string_view name) const noexcept {
    for (auto const& [known, value] : list_) {
      if (known == name) return &value;
    }
    return nullptr;
  }

  std::vector<std::pair<std::string_view, std::string>> list_;  // names are literals
};

}  // namespace tokendyno::serve
