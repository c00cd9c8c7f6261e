// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>

#include <cstdint>
#include <optional>

namespace tokendyno::record {

/// What llama.cpp's server says of one answer in its object `timings`; each member is empty if it did not come
/// (docs/concepts.md#cross-check).
struct server_timings {
  std::optional<std::uint32_t> cached_tokens{};     ///< `cache_n`: prompt tokens that were still in the slot's cache
  std::optional<std::uint32_t> prompt_tokens{};     ///< `prompt_n`: prompt tokens that were computed
  std::optional<duration> prompt{};                 ///< `prompt_ms`: prompt begun in its slot to first token sampled
  std::optional<std::uint32_t> predicted_tokens{};  ///< `predicted_n`: generated tokens, the first one too
  std::optional<duration> predicted{};              ///< `predicted_ms`: first token sampled to last token sampled

  /// Tokens of the prompt, computed and cached; empty unless both came: an older server leaves the latter out.
  [[nodiscard]] constexpr std::optional<std::uint32_t> input_tokens() const noexcept {
    if (!prompt_tokens || !cached_tokens) return std::nullopt;
    return *prompt_tokens + *cached_tokens;
  }

  /// The server's own TPOT: `predicted` ÷ (`predicted_tokens` − 1), as the first token is not in the time. Empty below
  /// two tokens.
  [[nodiscard]] constexpr std::optional<duration> tpot() const noexcept {
    if (!predicted || !predicted_tokens || *predicted_tokens < 2) return std::nullopt;
    return *predicted / (*predicted_tokens - 1);
  }

  /// True if nothing came.
  [[nodiscard]] constexpr bool empty() const noexcept { return *this == server_timings{}; }

  friend constexpr bool operator==(server_timings const&, server_timings const&) = default;
};

}  // namespace tokendyno::record
