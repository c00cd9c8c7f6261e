// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>
#include <random>

namespace tokendyno::load {

/// Random numbers that are the same with every standard library: the engine is specified by the standard, its
/// distributions are not, so the draws are made here.
class uniform_stream {
 public:
  /// The stream of `seed`.
  explicit uniform_stream(std::uint64_t seed) : engine_(seed) {}

  /// Uniform in (0, 1], a multiple of 2⁻⁵³, so that its logarithm is finite.
  [[nodiscard]] double uniform() { return static_cast<double>((engine_() >> 11) + 1) * 0x1p-53; }

  /// Exponential with mean 1, by inversion.
  [[nodiscard]] double exponential() { return -std::log(uniform()); }

  /// Standard normal (Box and Muller, A Note on the Generation of Random Normal Deviates, 1958).
  [[nodiscard]] double normal() {
    double const radius = std::sqrt(2 * exponential());
    return radius * std::cos(2 * std::numbers::pi * uniform());
  }

  /// Gamma of `shape` > 0 with scale 1, hence mean `shape` (Marsaglia and Tsang, A Simple Method for Generating Gamma
  /// Variables, ACM TOMS 26(3), 2000).
  [[nodiscard]] double gamma(double shape) {
    if (shape < 1) {
      double const raised = gamma(shape + 1);
      return raised * std::pow(uniform(), 1 / shape);
    }
    double const d = shape - 1.0 / 3.0;
    double const c = 1 / std::sqrt(9 * d);
    while (true) {
      double const x = normal();
      double const v = std::pow(1 + c * x, 3);
      if (v <= 0) continue;
      if (std::log(uniform()) < 0.5 * x * x + d - d * v + d * std::log(v)) return d * v;
    }
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace tokendyno::load
