// SPDX-License-Identifier: MIT
#pragma once

#include <simdjson.h>

#include <charconv>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <system_error>

namespace tokendyno::openai::detail {

/// Walks through JSON objects and reads single members; what is of another type than expected is taken for absent.
struct json_walk {
  using value = simdjson::ondemand::value;
  using object = simdjson::ondemand::object;
  using array = simdjson::ondemand::array;
  using error_code = simdjson::error_code;
  using key = simdjson::ondemand::raw_json_string;

  /// Calls visit(key, value) for each member of `members`; visit returns an error code.
  template <class Visit>
  static error_code each(object& members, Visit visit) {
    for (auto member : members) {
      key name;
      value content;
      if (auto const e = member.key().get(name)) return e;
      if (auto const e = member.value().get(content)) return e;
      if (auto const e = visit(name, content)) return e;
    }
    return simdjson::SUCCESS;
  }

  /// The same for a value; one that is no object has no members.
  template <class Visit>
  static error_code each(value& maybe_object, Visit visit) {
    object members;
    if (auto const e = maybe_object.get_object().get(members))
      return e == simdjson::INCORRECT_TYPE ? simdjson::SUCCESS : e;
    return each(members, visit);
  }

  /// Calls visit(value) for each element; a value that is no array has none.
  template <class Visit>
  static error_code each_element(value& maybe_array, Visit visit) {
    array elements;
    if (auto const e = maybe_array.get_array().get(elements))
      return e == simdjson::INCORRECT_TYPE ? simdjson::SUCCESS : e;
    for (auto element : elements) {
      value content;
      if (auto const e = element.get(content)) return e;
      if (auto const e = visit(content)) return e;
    }
    return simdjson::SUCCESS;
  }

  static bool is(key name, std::string_view word) noexcept { return name.unsafe_is_equal(word); }

  static std::string_view string(value& v) {
    std::string_view out;
    return v.get_string().get(out) == simdjson::SUCCESS ? out : std::string_view{};
  }

  /// True for a string that is not empty; does not unescape it.
  static bool has_characters(value& v) {
    key raw;
    return v.get_raw_json_string().get(raw) == simdjson::SUCCESS && *raw.raw() != '"';
  }

  static std::optional<std::uint32_t> count(value& v) {
    std::uint64_t n = 0;
    if (v.get_uint64().get(n) != simdjson::SUCCESS) return std::nullopt;
    constexpr std::uint64_t most = std::numeric_limits<std::uint32_t>::max();
    return static_cast<std::uint32_t>(n < most ? n : most);
  }

  static int code(value& v) {
    std::int64_t n = 0;
    if (v.get_int64().get(n) != simdjson::SUCCESS) {
      auto const word = string(v);
      auto const [end, error] = std::from_chars(word.data(), word.data() + word.size(), n);
      if (error != std::errc{} || end != word.data() + word.size()) return 0;
    }
    return n > 0 && n < 1000 ? static_cast<int>(n) : 0;
  }
};

}  // namespace tokendyno::openai::detail
