// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/error.hpp>
#include <tokendyno/core/time.hpp>
#include <tokendyno/memory/gpu.hpp>
#include <tokendyno/memory/model_shape.hpp>
#include <tokendyno/memory/scheme.hpp>
#include <tokendyno/sim/batch.hpp>
#include <tokendyno/sim/step_time.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace tokendyno::sim {

/// What a step costs beyond the data sheet. The defaults are those of BF16 under vLLM on an RTX 2000 Ada, fitted to
/// measured latencies (docs/concepts.md#step-time).
struct step_costs {
  double memory_efficiency = 0.90;                     ///< share of the bandwidth: head, key-value cache, logits
  double weight_efficiency = 0.90;                     ///< share of the bandwidth: the linear layers under their scheme
  double compute_efficiency = 0.50;                    ///< share of the tensor rate
  double dequantising = 0;                             ///< arithmetic of the linear layers added by the scheme, a share
  double smoothness = 2;                               ///< p of (memory^p + compute^p)^(1/p); ∞ is the hard maximum
  duration per_step = std::chrono::microseconds{600};  ///< host time
  duration per_sequence = std::chrono::microseconds{220};  ///< host time of every scheduled sequence
};

/// The time of an engine step by a roofline with a smooth maximum (Williams et al., CACM 52(4), 2009; extended to
/// attention, head and host in docs/concepts.md#step-time). Immutable; a call takes a few nanoseconds.
class roofline {
 public:
  /// Prepares the coefficients. Throws `invalid_argument` unless the shape is complete, the GPU's rates and all
  /// efficiencies are positive, 1 ≤ smoothness, and no cost is negative.
  roofline(memory::model_shape const& model, memory::scheme const& scheme, memory::gpu const& gpu,
           step_costs const& costs) {
    check(model, gpu, costs);
    double const compute = costs.compute_efficiency * gpu.compute;
    double const bandwidth = costs.memory_efficiency * gpu.bandwidth;
    bool const narrow = scheme.product == memory::arithmetic::int8 ||
                        (scheme.product == memory::arithmetic::fp8 && memory::has_fp8(gpu));
    double const linear = static_cast<double>(memory::linear_parameters(model));
    double const head = static_cast<double>(memory::embedding_parameters(model));
    weight_read_ = memory::linear_read_bytes(model, scheme) / (costs.weight_efficiency * gpu.bandwidth);
    product_ = 2 * linear * (1 + costs.dequantising) / (compute * (narrow ? 2 : 1));
    head_read_ = 2 * head / bandwidth;
    head_product_ = 2 * head / compute;
    cache_ = static_cast<double>(memory::kv_bytes_per_token(model)) / bandwidth;
    // 4·L·nh·hd FLOP a query-key pair; the batch counts pairs twice.
    pair_ = 2 * static_cast<double>(model.layers * model.heads * model.head_dim) / compute;
    // About six passes over 32-bit logits.
    sample_ = static_cast<double>(model.vocabulary) * 4 * 6 / bandwidth;
    smoothness_ = costs.smoothness;
    per_step_ = seconds(costs.per_step);
    per_sequence_ = seconds(costs.per_sequence);
  }

  /// The time of a step over `work`, term by term; nothing for an empty batch.
  [[nodiscard]] step_time operator()(batch const& work) const noexcept {
    if (work.empty()) return {};
    double const product = product_ * static_cast<double>(work.tokens());
    double const logits = static_cast<double>(work.logits);
    return {
        .weight_read = model_time{weight_read_},
        .product = model_time{product},
        .linear = model_time{smooth_maximum(weight_read_, product)},
        .head = model_time{work.logits == 0 ? 0 : std::max(head_read_, head_product_ * logits)},
        .decode_attention = model_time{cache_ * static_cast<double>(work.decode_context)},
        .prefill_attention = model_time{pair_ * static_cast<double>(work.chunk_pairs) +
                                        cache_ * static_cast<double>(work.chunk_context)},
        .sampling = model_time{sample_ * logits},
        .host = model_time{per_step_ + per_sequence_ * static_cast<double>(work.sequences())},
    };
  }

 private:
  static void check(memory::model_shape const& m, memory::gpu const& g, step_costs const& c) {
    if (m.layers == 0 || m.hidden == 0 || m.heads == 0 || m.kv_heads == 0 || m.head_dim == 0 || m.intermediate == 0 ||
        m.vocabulary == 0)
      throw invalid_argument("model: expected a shape without a zero");
    if (!(g.bandwidth > 0) || !(g.compute > 0)) throw invalid_argument("gpu: expected positive rates");
    if (!(c.memory_efficiency > 0) || !(c.weight_efficiency > 0) || !(c.compute_efficiency > 0))
      throw invalid_argument("costs: expected positive efficiencies");
    if (!(c.smoothness >= 1)) throw invalid_argument("costs.smoothness: expected at least 1");
    if (!(c.dequantising >= 0) || c.per_step < duration::zero() || c.per_sequence < duration::zero())
      throw invalid_argument("costs: expected no negative cost");
  }

  [[nodiscard]] double smooth_maximum(double a, double b) const noexcept {
    if (smoothness_ == 2) return std::sqrt(a * a + b * b);
    double const larger = std::max(a, b);
    double const ratio = std::min(a, b) / larger;
    return larger * std::pow(1 + std::pow(ratio, smoothness_), 1 / smoothness_);
  }

  double weight_read_ = 0;
  double product_ = 0;
  double head_read_ = 0;
  double head_product_ = 0;
  double cache_ = 0;
  double pair_ = 0;
  double sample_ = 0;
  double smoothness_ = 0;
  double per_step_ = 0;
  double per_sequence_ = 0;
};

}  // namespace tokendyno::sim
