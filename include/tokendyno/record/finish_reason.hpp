// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tokendyno::record {

/// Why the engine stopped, as its stream says (`finish_reason`).
enum class finish_reason : std::uint8_t {
  none,            ///< the stream never said
  stop,            ///< an end token or a stop string
  length,          ///< the limit of tokens was reached
  tool_calls,      ///< the answer is a tool call
  content_filter,  ///< withheld by the server
  abort,           ///< the server gave up; not a success
  other,           ///< any other word; not a success
};

/// The name of `f` as servers write it.
[[nodiscard]] constexpr std::string_view name(finish_reason f) noexcept {
  constexpr std::array<std::string_view, 7> names{"none",           "stop",  "length", "tool_calls",
                                                  "content_filter", "abort", "other"};
  return names[static_cast<std::size_t>(f)];
}

/// The reason a server's word stands for; `none` for an empty one, `function_call` counts as a tool call.
[[nodiscard]] constexpr finish_reason parse_finish_reason(std::string_view word) noexcept {
  if (word.empty()) return finish_reason::none;
  if (word == "stop") return finish_reason::stop;
  if (word == "length") return finish_reason::length;
  if (word == "tool_calls" || word == "function_call") return finish_reason::tool_calls;
  if (word == "content_filter") return finish_reason::content_filter;
  if (word == "abort") return finish_reason::abort;
  return finish_reason::other;
}

/// True for the reasons an answer may end with and still be a success.
[[nodiscard]] constexpr bool is_success(finish_reason f) noexcept {
  return f == finish_reason::stop || f == finish_reason::length || f == finish_reason::tool_calls ||
         f == finish_reason::content_filter;
}

}  // namespace tokendyno::record
