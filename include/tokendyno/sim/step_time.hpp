// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>

#include <chrono>

namespace tokendyno::sim {

/// A span of modelled time, not yet rounded to the nanosecond.
using model_time = std::chrono::duration<double>;

/// The time of one engine step, term by term. `total()` is the sum of linear, head, attention, sampling and host;
/// the two parts of `linear` are shown beside it.
struct step_time {
  model_time weight_read{};        ///< part of linear: the layers' weights through the memory
  model_time product{};            ///< part of linear: their arithmetic, dequantising included
  model_time linear{};             ///< smooth maximum of the two parts above
  model_time head{};               ///< the output head, if any sequence needs logits
  model_time decode_attention{};   ///< reading the decoding sequences' cache
  model_time prefill_attention{};  ///< arithmetic and cache of the chunks
  model_time sampling{};           ///< passes over the logits
  model_time host{};               ///< the engine's own time: per step and per sequence

  /// The whole step.
  [[nodiscard]] constexpr model_time total() const noexcept {
    return linear + head + decode_attention + prefill_attention + sampling + host;
  }
};

}  // namespace tokendyno::sim
