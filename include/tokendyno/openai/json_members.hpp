// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/error.hpp>

#include <simdjson.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tokendyno::openai {

/// The inside of a JSON object, as a user writes further members of a request: `"top_k": 1, "cache_prompt": false`.
class json_members {
 public:
  /// Reads `members`. Throws `invalid_argument` that begins with `argument` if they are not the inside of a JSON object
  /// or if a name stands twice.
  json_members(std::string_view members, std::string_view argument) {
    constexpr std::string_view space = " \t\r\n";
    auto const begin = members.find_first_not_of(space);
    if (begin == std::string_view::npos) return;
    text_ = members.substr(begin, members.find_last_not_of(space) - begin + 1);

    simdjson::dom::parser parser;
    simdjson::dom::object object;
    simdjson::padded_string const whole('{' + text_ + '}');
    if (auto const error = parser.parse(whole).get(object); error != simdjson::SUCCESS) {
      throw invalid_argument(std::string(argument) + " must be the members of a JSON object without its braces: " +
                             simdjson::error_message(error));
    }
    for (auto const field : object) {
      if (contains(field.key)) {
        throw invalid_argument(std::string(argument) + " names \"" + std::string(field.key) + "\" twice");
      }
      names_.emplace_back(field.key);
      double number = 0;
      bool const is_number = field.value.get(number) == simdjson::SUCCESS;
      numbers_.push_back(is_number ? std::optional{number} : std::nullopt);
    }
  }

  /// True if one of the members is called `name`.
  [[nodiscard]] bool contains(std::string_view name) const noexcept {
    return std::find(names_.begin(), names_.end(), name) != names_.end();
  }

  /// The value of the member `name`, if there is one and it is a number.
  [[nodiscard]] std::optional<double> number(std::string_view name) const noexcept {
    auto const at = std::find(names_.begin(), names_.end(), name) - names_.begin();
    return contains(name) ? numbers_[static_cast<std::size_t>(at)] : std::nullopt;
  }

  /// The members as they were given, without white space around them.
  [[nodiscard]] std::string_view text() const noexcept { return text_; }

 private:
  std::string text_;
  std::vector<std::string> names_;
  std::vector<std::optional<double>> numbers_;
};

}  // namespace tokendyno::openai
