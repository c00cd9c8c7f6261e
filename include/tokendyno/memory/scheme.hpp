// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/memory/detail/find_named.hpp>
#include <tokendyno/memory/model_shape.hpp>

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace tokendyno::memory {

/// The number format in which linear layers multiply. Weights narrower than it are expanded first (W4A16, W8A16);
/// 8-bit formats (W8A8) double the compute roof.
enum class arithmetic { bf16, fp8, int8 };

/// How the weights of the linear layers are kept. Embeddings, head, norms and biases stay 16-bit in every scheme.
struct scheme {
  std::string name{};        ///< stable, lower case, e.g. `awq`
  double stored_bits = 16;   ///< bits a weight in the file, scales and zeros of its group included
  double read_bits = 16;     ///< bits a weight that a decode step reads: Marlin drops the zeros of symmetric GPTQ
  bool group_index = false;  ///< GPTQ's `g_idx`: an int32 per input channel of every matrix
  arithmetic product = arithmetic::bf16;  ///< what the linear layers multiply in
};

/// The built-in schemes. INT4 at group size 128 is 4 + (16 scale + 4 zero)/128 bits as AutoAWQ packs it
/// (awq/modules/linear/gemm.py); GPTQ INT8 is 8 + (16 + 8)/128; scales per tensor or channel are neglected.
[[nodiscard]] inline std::span<scheme const> known_schemes() {
  static std::array<scheme, 10> const schemes{{
      {"bf16", 16, 16, false, arithmetic::bf16},
      {"fp16", 16, 16, false, arithmetic::bf16},
      {"fp8", 8, 8, false, arithmetic::fp8},
      {"int8", 8, 8, false, arithmetic::int8},
      {"gptq-int8", 8.1875, 8.125, true, arithmetic::bf16},
      {"awq", 4.15625, 4.15625, false, arithmetic::bf16},
      {"gptq-int4", 4.15625, 4.125, true, arithmetic::bf16},
      {"int4-g64", 4.3125, 4.3125, false, arithmetic::bf16},
      {"int4-g32", 4.625, 4.625, false, arithmetic::bf16},
      {"int4-channel", 4, 4, false, arithmetic::bf16},
  }};
  return schemes;
}

/// The built-in scheme called `name`; throws `invalid_argument` listing the known ones if there is none.
[[nodiscard]] inline scheme const& find_scheme(std::string_view name) {
  return detail::find_named(known_schemes(), name, "scheme");
}

/// Bytes of the linear layers' weights that a step reads, whatever its batch.
[[nodiscard]] constexpr double linear_read_bytes(model_shape const& m, scheme const& s) noexcept {
  return static_cast<double>(linear_parameters(m)) * s.read_bits / 8;
}

/// Bytes of the whole weight file.
[[nodiscard]] constexpr std::uint64_t weight_bytes(model_shape const& m, scheme const& s) noexcept {
  std::uint64_t const linear = linear_parameters(m);
  // Five of a layer's seven matrices take the hidden state in; o takes the heads' output, down the gated product.
  std::uint64_t const index = 4 * m.layers * (5 * m.hidden + m.heads * m.head_dim + m.intermediate);
  return static_cast<std::uint64_t>(static_cast<double>(linear) * s.stored_bits / 8) + 2 * (parameters(m) - linear) +
         (s.group_index ? index : 0);
}

/// Bytes of weights that a decode step reads: an untied embedding is a gather of few rows, a tied one is the head.
[[nodiscard]] constexpr std::uint64_t read_bytes(model_shape const& m, scheme const& s) noexcept {
  std::uint64_t const gathered = m.tied ? 0 : embedding_parameters(m);
  return static_cast<std::uint64_t>(linear_read_bytes(m, s)) + 2 * (parameters(m) - linear_parameters(m) - gathered);
}

}  // namespace tokendyno::memory
