// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace tokendyno::telemetry {

/// Sum and number of the values that a histogram of a server has taken.
struct latency_total {
  duration sum{};
  std::uint64_t count = 0;

  /// Mean of the values; empty without any.
  [[nodiscard]] constexpr std::optional<duration> mean() const noexcept {
    if (count == 0) return std::nullopt;
    return from_seconds(seconds(sum) / static_cast<double>(count));
  }

  friend constexpr bool operator==(latency_total const&, latency_total const&) = default;
};

/// What an inference server counts, at an instant since its start, or over a span of time. What it does not count is
/// empty. Times are the server's own (docs/concepts.md#cross-check).
struct server_counters {
  std::optional<std::uint64_t> requests_succeeded{};  ///< ended with an answer; aborted and failed ones are not in it
  std::optional<std::uint64_t> prompt_tokens{};       ///< of prompts, cached ones too
  std::optional<std::uint64_t> cached_tokens{};       ///< of these, taken out of a cache
  std::optional<std::uint64_t> generated_tokens{};
  std::optional<std::uint64_t> preemptions{};           ///< requests that lost their place in the KV cache
  std::optional<std::uint64_t> prefix_cache_queries{};  ///< tokens looked up in the prefix cache
  std::optional<std::uint64_t> prefix_cache_hits{};     ///< of these, found
  std::optional<latency_total> ttft{};                  ///< arrival at the server to first token
  std::optional<latency_total> itl{};                   ///< gaps between tokens
  std::optional<latency_total> tpot{};                  ///< per request: mean gap between its tokens
  std::optional<latency_total> e2e{};                   ///< arrival to last token
  std::optional<latency_total> queue{};                 ///< arrival to first scheduled
  std::optional<duration> prompt_time{};                ///< llama.cpp: computing prompts
  std::optional<duration> generation_time{};            ///< llama.cpp: first to last token, summed over requests
  std::uint64_t token_rounding = 0;  ///< token counts may be off by so many, as the server rounds them when it prints

  friend bool operator==(server_counters const&, server_counters const&) = default;
};

namespace detail {

/// Calls `visit(name, member of each)` for every counter.
template <typename Visit, typename... Counters>
void for_each_counter(Visit visit, Counters&... of) {
  visit("requests_succeeded", of.requests_succeeded...);
  visit("prompt_tokens", of.prompt_tokens...);
  visit("cached_tokens", of.cached_tokens...);
  visit("generated_tokens", of.generated_tokens...);
  visit("preemptions", of.preemptions...);
  visit("prefix_cache_queries", of.prefix_cache_queries...);
  visit("prefix_cache_hits", of.prefix_cache_hits...);
  visit("ttft", of.ttft...);
  visit("itl", of.itl...);
  visit("tpot", of.tpot...);
  visit("e2e", of.e2e...);
  visit("queue", of.queue...);
  visit("prompt_time", of.prompt_time...);
  visit("generation_time", of.generation_time...);
}

template <typename T>
std::optional<T> grown(T before, T after) {
  if (after < before) return std::nullopt;
  return after - before;
}
inline std::optional<latency_total> grown(latency_total before, latency_total after) {
  if (after.count < before.count || after.sum < before.sum) return std::nullopt;
  return latency_total{after.sum - before.sum, after.count - before.count};
}

template <typename T>
T together(T a, T b) {
  return a + b;
}
inline latency_total together(latency_total a, latency_total b) { return {a.sum + b.sum, a.count + b.count}; }

}  // namespace detail

/// What counters grew by over a span of time.
struct counter_growth {
  server_counters counters{};
  std::vector<std::string> reset{};  ///< names of counters that fell, as after a restart; they are empty

  /// Adds the growth over another span. A counter that is empty in either is empty.
  counter_growth& operator+=(counter_growth const& other) {
    detail::for_each_counter(
        [](std::string_view, auto& sum, auto const& more) {
          if (sum && more)
            sum = detail::together(*sum, *more);
          else
            sum.reset();
        },
        counters, other.counters);
    counters.token_rounding += other.counters.token_rounding;
    reset.insert(reset.end(), other.reset.begin(), other.reset.end());
    return *this;
  }
};

/// What the counters grew by from `before` to `after`. One that was not there before counts from 0: servers add some
/// of them with the first request. One that fell is empty and named in `reset`.
[[nodiscard]] inline counter_growth growth(server_counters const& before, server_counters const& after) {
  counter_growth out;
  detail::for_each_counter(
      [&out](std::string_view name, auto& difference, auto const& earlier, auto const& later) {
        if (!later) return;
        using value = std::remove_cvref_t<decltype(*later)>;
        difference = detail::grown(earlier.value_or(value{}), *later);
        if (!difference) out.reset.emplace_back(name);
      },
      out.counters, before, after);
  out.counters.token_rounding = before.token_rounding + after.token_rounding;
  return out;
}

}  // namespace tokendyno::telemetry
