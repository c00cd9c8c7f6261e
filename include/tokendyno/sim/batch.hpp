// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace tokendyno::sim {

/// What one engine step computes, as the sums that its time depends on; whole numbers, so order does not matter.
struct batch {
  std::uint64_t decodes = 0;         ///< sequences that extend their answer by one token
  std::uint64_t decode_context = 0;  ///< tokens that these attend to, their own included, summed
  std::uint64_t chunks = 0;          ///< all other sequences: prompts, parts of prompts, recomputed prefixes
  std::uint64_t chunk_tokens = 0;    ///< tokens computed in chunks
  std::uint64_t chunk_context = 0;   ///< tokens that are in the cache after each chunk, summed
  std::uint64_t chunk_pairs = 0;     ///< twice the query-key pairs of the chunks: c · (2 · computed before + c), summed
  std::uint64_t logits = 0;          ///< sequences that need logits, that is, emit a token

  /// Adds a sequence that decodes one token after `computed` others.
  constexpr void add_decode(std::uint64_t computed, bool emits = true) noexcept {
    ++decodes;
    decode_context += computed + 1;
    logits += emits ? 1 : 0;
  }

  /// Adds a chunk of `tokens` after `computed` others; `emits` if it is the last of its prompt.
  constexpr void add_chunk(std::uint64_t tokens, std::uint64_t computed, bool emits) noexcept {
    ++chunks;
    chunk_tokens += tokens;
    chunk_context += computed + tokens;
    chunk_pairs += tokens * (2 * computed + tokens);
    logits += emits ? 1 : 0;
  }

  /// Sequences in the step.
  [[nodiscard]] constexpr std::uint64_t sequences() const noexcept { return decodes + chunks; }

  /// Tokens computed in the step; never above `max_num_batched_tokens`.
  [[nodiscard]] constexpr std::uint64_t tokens() const noexcept { return decodes + chunk_tokens; }

  /// True if there is nothing to compute.
  [[nodiscard]] constexpr bool empty() const noexcept { return sequences() == 0; }

  friend constexpr bool operator==(batch const&, batch const&) = default;
};

}  // namespace tokendyno::sim
