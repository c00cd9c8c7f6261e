// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tokendyno::record {

/// Where the number of output tokens comes from, best first.
enum class token_source : std::uint8_t {
  usage,      ///< the server's `usage.completion_tokens`
  token_ids,  ///< counted from `token_ids` in the events
  timings,    ///< llama.cpp's `timings.predicted_n`, where usage was not asked for
  events,     ///< one per content event: a guess, since events are not tokens
  unknown,    ///< nothing to count
};

/// Number of sources.
inline constexpr std::size_t token_source_count = 5;

/// The name of `s` as it stands in files.
[[nodiscard]] constexpr std::string_view name(token_source s) noexcept {
  constexpr std::array<std::string_view, token_source_count> names{"usage", "token_ids", "timings", "events",
                                                                   "unknown"};
  return names[static_cast<std::size_t>(s)];
}

}  // namespace tokendyno::record
