// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/error.hpp>
#include <tokendyno/workload/lengths.hpp>
#include <tokendyno/workload/source.hpp>
#include <tokendyno/workload/words.hpp>

#include <cstdint>
#include <functional>
#include <string>

namespace tokendyno::workload {

/// Lengths of made-up prompts.
struct synthetic_options {
  std::uint32_t input_tokens = 128;   ///< words of the prompt; a chat template and the tokenizer add a few tokens
  std::uint32_t output_tokens = 128;  ///< limit of the answer; sent with `ignore_eos` it is its exact length
  std::uint64_t seed = 1;             ///< the same seed, the same prompts
  /// Lengths by index instead of the two above, e.g. `lognormal_lengths{}`; empty: the two above for every request.
  std::function<length_pair(std::uint64_t index)> lengths{};
};

namespace detail {

/// Streams of neighbouring indices or seeds must not be shifts of one another, hence the odd multipliers.
constexpr std::uint64_t seed_of(std::uint64_t seed, std::uint64_t index) noexcept {
  return (seed * 0xbf58476d1ce4e5b9U) ^ (index * 0xd1342543de82ef95U);
}

}  // namespace detail

/// Prompts of common words, different in each request from the first word on, so that no prefix cache can help.
/// Throws `invalid_argument` if a length is 0, or a prompt longer than ten million words.
[[nodiscard]] inline source synthetic(synthetic_options options = {}) {
  if (options.input_tokens == 0) throw invalid_argument{"workload::synthetic: input_tokens must be at least 1"};
  if (options.output_tokens == 0) throw invalid_argument{"workload::synthetic: output_tokens must be at least 1"};
  if (options.input_tokens > 10'000'000) {
    throw invalid_argument{"workload::synthetic: input_tokens must be at most 10,000,000"};
  }
  source result;
  if (options.lengths) {
    result.description = "synthetic, varied lengths, seed " + std::to_string(options.seed);
    result.output_tokens = 0;
    result.at = [options](std::uint64_t index) {
      auto const lengths = options.lengths(index);
      return prompt{.text = random_words(detail::seed_of(options.seed, index), lengths.input),
                    .output_tokens = lengths.output};
    };
    return result;
  }
  result.description = "synthetic, " + std::to_string(options.input_tokens) + " in, " +
                       std::to_string(options.output_tokens) + " out, seed " + std::to_string(options.seed);
  result.input_tokens = options.input_tokens;
  result.output_tokens = options.output_tokens;
  result.at = [options](std::uint64_t index) {
    return prompt{.text = random_words(detail::seed_of(options.seed, index), options.input_tokens),
                  .output_tokens = options.output_tokens};
  };
  return result;
}

}  // namespace tokendyno::workload
