// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/error.hpp>
#include <tokendyno/core/time.hpp>
#include <tokendyno/load/open_loop.hpp>
#include <tokendyno/load/uniform_stream.hpp>

#include <cmath>
#include <cstdint>
#include <string>
#include <type_traits>
#include <variant>

namespace tokendyno::load {

/// The instants at which requests arrive, one by one, counted from the start of the run.
///
/// They come from one seeded stream and depend on nothing else; each is rounded by itself from the exact sum of the
/// gaps, so that nothing drifts, and nothing is stretched to end at a wanted instant, which would take the variance
/// out of the counts.
class schedule {
 public:
  /// The schedule of `process`. Throws `invalid_argument` if its rate or burstiness is not a number above 0.
  explicit schedule(arrival_process process) : process_(process), random_(seed_of(process)) {
    std::visit(
        [](auto const& p) {
          check("rate", p.rate);
          // Beyond these an instant, or the next one, is no whole number of nanoseconds that fits 64 bits.
          if (p.rate < 1e-6 || p.rate > 1e7) throw invalid_argument("load.rate: expected 1e-6 to 1e7 per second");
          if constexpr (std::is_same_v<decltype(p), gamma const&>) check("burstiness", p.burstiness);
        },
        process_);
  }

  /// The next arrival; never before the last one.
  [[nodiscard]] duration next() {
    return std::visit([this](auto const& p) { return from_seconds(advance(p)); }, process_);
  }

 private:
  static void check(char const* name, double value) {
    if (!(value > 0) || !std::isfinite(value)) {
      using namespace std::string_literals;
      throw invalid_argument("load."s + name + ": expected a number above 0");
    }
  }

  static std::uint64_t seed_of(arrival_process const& process) {
    return std::visit(
        [](auto const& p) -> std::uint64_t {
          if constexpr (requires { p.seed; })
            return p.seed;
          else
            return 0;
        },
        process);
  }

  double advance(constant const& p) { return static_cast<double>(count_++) / p.rate; }
  double advance(poisson const& p) { return (sum_ += random_.exponential()) / p.rate; }
  double advance(gamma const& p) { return (sum_ += random_.gamma(p.burstiness)) / (p.burstiness * p.rate); }

  arrival_process process_;
  uniform_stream random_;
  std::uint64_t count_ = 0;
  double sum_ = 0;  ///< of the gaps so far, in their own unit
};

}  // namespace tokendyno::load
