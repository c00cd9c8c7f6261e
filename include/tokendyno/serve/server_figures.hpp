// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/serve/answer.hpp>
#include <tokendyno/serve/bucket_counts.hpp>
#include <tokendyno/serve/dialect.hpp>
#include <tokendyno/sim/gauges.hpp>

#include <algorithm>
#include <cstdint>

namespace tokendyno::serve {

/// What a server counts of its answers, beside its engine.
struct server_figures {
  bucket_counts ttft{ttft_bounds};
  bucket_counts itl{itl_bounds};
  bucket_counts e2e{e2e_bounds};
  spent_time spent{};           ///< on answers that are whole
  std::uint64_t prompt = 0;     ///< tokens of those
  std::uint64_t intervals = 0;  ///< between the tokens of those
  std::uint64_t longest = 0;    ///< prompt and answer

  /// Counts an answer of `tokens` tokens that is whole.
  void add(std::uint32_t prompt_tokens, std::uint32_t tokens, spent_time time) noexcept {
    spent.prompt += time.prompt;
    spent.predicted += time.predicted;
    prompt += prompt_tokens;
    intervals += tokens - 1;
    longest = std::max<std::uint64_t>(longest, std::uint64_t{prompt_tokens} + tokens);
  }

  /// What `shows` shows; 0 for a histogram.
  [[nodiscard]] double value(figure shows, sim::gauges const& engine) const noexcept {
    auto const number = [](std::uint64_t n) { return static_cast<double>(n); };
    auto const ratio = [](double a, double b) { return b > 0 ? a / b : 0; };
    switch (shows) {
      case figure::running: return number(engine.running);
      case figure::waiting: return number(engine.waiting);
      case figure::kv_usage: return engine.kv_usage();
      case figure::preemptions: return number(engine.preemptions);
      case figure::prompt_tokens: return number(engine.prompt_tokens);
      case figure::generation_tokens: return number(engine.generation_tokens);
      case figure::finished: return number(engine.finished);
      case figure::aborted: return number(engine.aborted);
      case figure::steps: return number(engine.steps);
      case figure::longest: return number(longest);
      case figure::prompt_seconds: return seconds(spent.prompt);
      case figure::predicted_seconds: return seconds(spent.predicted);
      case figure::prompt_rate: return ratio(number(prompt), seconds(spent.prompt));
      case figure::predicted_rate: return ratio(number(intervals), seconds(spent.predicted));
      case figure::tokens_per_step: return ratio(number(engine.generation_tokens), number(engine.steps));
      case figure::cache_config: return 1;
      case figure::zero:
      case figure::ttft:
      case figure::itl:
      case figure::e2e: break;
    }
    return 0;
  }

  /// The histogram that `shows` shows; none for another figure.
  [[nodiscard]] bucket_counts const* histogram(figure shows) const noexcept {
    switch (shows) {
      case figure::ttft: return &ttft;
      case figure::itl: return &itl;
      case figure::e2e: return &e2e;
      default: return nullptr;
    }
  }
};

}  // namespace tokendyno::serve
