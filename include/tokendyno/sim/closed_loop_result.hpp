// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/stats/quantile.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

namespace tokendyno::sim {

/// One point of a predicted curve. Latencies are of the requests that end inside the window, quantiles of type 7.
struct closed_loop_result {
  std::uint32_t concurrency = 0;
  double output_token_throughput = 0;   ///< tokens per second over the window
  std::optional<duration> tpot_mean{};  ///< mean of (e2e − ttft)/(tokens − 1); nothing if every answer is one token
  duration e2e_p50{};
  duration e2e_p95{};
  duration ttft_p50{};  ///< from the issue of the request, so with its time in the queue
  duration ttft_p95{};
  std::uint64_t preemptions = 0;  ///< inside the window
  std::uint64_t completions = 0;  ///< inside the window
  duration window{};
};

namespace detail {

/// What the window of a closed loop has seen.
class closed_loop_tally {
 public:
  void complete(duration ttft, duration e2e, std::uint32_t tokens) {
    ttft_.push_back(ttft);
    e2e_.push_back(e2e);
    if (tokens < 2) return;
    tpot_sum_ += seconds(e2e - ttft) / (tokens - 1);
    ++tpot_count_;
  }

  // Sorts in place. The caller knows the rest: concurrency, throughput, preemptions.
  [[nodiscard]] closed_loop_result summary() {
    std::sort(ttft_.begin(), ttft_.end());
    std::sort(e2e_.begin(), e2e_.end());
    closed_loop_result result{.completions = e2e_.size()};
    if (tpot_count_ > 0) result.tpot_mean = from_seconds(tpot_sum_ / static_cast<double>(tpot_count_));
    auto const quantile = [](std::vector<duration> const& sorted, double q) { return stats::quantile(sorted, q); };
    result.e2e_p50 = quantile(e2e_, 0.50);
    result.e2e_p95 = quantile(e2e_, 0.95);
    result.ttft_p50 = quantile(ttft_, 0.50);
    result.ttft_p95 = quantile(ttft_, 0.95);
    return result;
  }

 private:
  std::vector<duration> ttft_;
  std::vector<duration> e2e_;
  double tpot_sum_ = 0;
  std::uint64_t tpot_count_ = 0;
};

}  // namespace detail

}  // namespace tokendyno::sim
