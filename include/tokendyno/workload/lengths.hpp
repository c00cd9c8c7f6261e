// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/error.hpp>

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <random>
#include <vector>

namespace tokendyno::workload {

/// The size of one request, in tokens.
struct length_pair {
  std::uint32_t input = 0;   ///< prompt
  std::uint32_t output = 0;  ///< completion

  friend bool operator==(length_pair, length_pair) = default;
};

/// A source of lengths: called with the number of a request in the order of issue, it returns that request's size.
template <class Source>
concept length_source = requires(Source const& source, std::uint64_t index) {
  { source(index) } -> std::same_as<length_pair>;
};

/// The same size for every request. In a closed loop equal sizes run in lock-step: all prompts are prefilled together.
struct fixed_lengths {
  length_pair size{};

  [[nodiscard]] constexpr length_pair operator()(std::uint64_t) const noexcept { return size; }
};

/// A lognormal length, rounded to whole tokens and clamped.
struct lognormal_length {
  double median = 140;                                             ///< tokens, before clamping
  double sigma = 0.40;                                             ///< standard deviation of the logarithm
  std::uint32_t least = 16;                                        ///< tokens
  std::uint32_t most = std::numeric_limits<std::uint32_t>::max();  ///< tokens
};

namespace detail {

/// The standard normal quantile of p in (0, 1): Abramowitz and Stegun 26.2.23 (error below 4.5e-4), then two Halley
/// steps on erfc, whose cubic convergence ends at the rounding of a double.
inline double normal_quantile(double p) {
  if (p > 0.5) return -normal_quantile(1 - p);
  double const t = std::sqrt(-2 * std::log(p));
  double x = -(t - ((0.010328 * t + 0.802853) * t + 2.515517) / (((0.001308 * t + 0.189269) * t + 1.432788) * t + 1));
  for (int step = 0; step < 2; ++step) {
    double const density = std::exp(-x * x / 2) * 0.3989422804014326779;
    double const newton = (std::erfc(-x * 0.7071067811865475244) / 2 - p) / density;
    x -= newton / (1 + x * newton / 2);
  }
  return x;
}

inline std::uint32_t length_at(lognormal_length const& length, std::size_t rank, std::size_t count) {
  double const p = (static_cast<double>(rank) + 0.5) / static_cast<double>(count);
  double const tokens = std::floor(length.median * std::exp(length.sigma * normal_quantile(p)) + 0.5);
  double const clamped = std::clamp(tokens, static_cast<double>(length.least), static_cast<double>(length.most));
  return static_cast<std::uint32_t>(clamped);
}

}  // namespace detail

/// What `lognormal_lengths` is made of; the defaults are a chat of short answers under `max_tokens` 128.
struct lognormal_options {
  lognormal_length input{};
  lognormal_length output{.median = 110, .sigma = 0.35, .least = 8, .most = 128};
  std::size_t count = 1024;  ///< sizes before the sequence repeats
};

/// Lognormal lengths that are the same on every machine: the i-th size takes the quantile of its rank among `count`
/// outputs of `std::minstd_rand` (Park and Miller, CACM 36(7), 1993), so the sample is the distribution itself,
/// shuffled. Inputs use the generator's first `count` outputs, outputs the next. See docs/concepts.md#lengths.
class lognormal_lengths {
 public:
  /// Builds the table; throws `invalid_argument` unless medians are positive, sigmas are not negative, 1 ≤ least ≤ most
  /// and 1 ≤ count.
  explicit lognormal_lengths(lognormal_options const& options = {}) {
    if (options.count < 1) throw invalid_argument("count: expected at least one size");
    check(options.input);
    check(options.output);
    table_.resize(options.count);
    std::minstd_rand generator{1};
    auto const inputs = ranks(generator, options.count);
    auto const outputs = ranks(generator, options.count);
    for (std::size_t i = 0; i < options.count; ++i)
      table_[i] = {.input = detail::length_at(options.input, inputs[i], options.count),
                   .output = detail::length_at(options.output, outputs[i], options.count)};
  }

  /// The size of request `index`; the sequence repeats after `count`.
  [[nodiscard]] length_pair operator()(std::uint64_t index) const noexcept {
    return table_[static_cast<std::size_t>(index % table_.size())];
  }

  /// Sizes before the sequence repeats.
  [[nodiscard]] std::size_t count() const noexcept { return table_.size(); }

 private:
  static void check(lognormal_length const& length) {
    if (!(length.median > 0) || !(length.sigma >= 0) || !std::isfinite(length.median) || !std::isfinite(length.sigma))
      throw invalid_argument("lognormal_length: expected a positive median and a sigma that is not negative");
    if (length.least < 1 || length.least > length.most)
      throw invalid_argument("lognormal_length: expected 1 ≤ least ≤ most");
  }

  static std::vector<std::size_t> ranks(std::minstd_rand& generator, std::size_t count) {
    std::vector<std::uint_fast32_t> drawn(count);
    std::generate(drawn.begin(), drawn.end(), [&] { return generator(); });
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return drawn[a] < drawn[b]; });
    std::vector<std::size_t> rank(count);
    for (std::size_t place = 0; place < count; ++place) rank[order[place]] = place;
    return rank;
  }

  std::vector<length_pair> table_;
};

}  // namespace tokendyno::workload
