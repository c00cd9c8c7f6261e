// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/memory/detail/find_named.hpp>

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace tokendyno::memory {

/// The architecture of a dense decoder with grouped-query attention and a SwiGLU feed-forward (Llama, Qwen2, Mistral),
/// in the numbers of its `config.json`.
struct model_shape {
  std::string name{};              ///< stable, lower case, e.g. `qwen2.5-1.5b`
  std::uint64_t layers = 0;        ///< `num_hidden_layers`
  std::uint64_t hidden = 0;        ///< `hidden_size`
  std::uint64_t heads = 0;         ///< `num_attention_heads`
  std::uint64_t kv_heads = 0;      ///< `num_key_value_heads`
  std::uint64_t head_dim = 128;    ///< `head_dim`, else hidden / heads
  std::uint64_t intermediate = 0;  ///< `intermediate_size`
  std::uint64_t vocabulary = 0;    ///< `vocab_size`
  bool tied = false;               ///< `tie_word_embeddings`: the output head is the embedding
  bool qkv_bias = false;           ///< biases on the q, k and v projections (Qwen2)
};

/// Parameters of the linear layers alone (q, k, v, o, gate, up, down): what a quantisation scheme shrinks.
[[nodiscard]] constexpr std::uint64_t linear_parameters(model_shape const& m) noexcept {
  std::uint64_t const attention = 2 * m.hidden * m.heads * m.head_dim + 2 * m.hidden * m.kv_heads * m.head_dim;
  return m.layers * (attention + 3 * m.hidden * m.intermediate);
}

/// Parameters of one vocabulary matrix: the embedding, or an untied output head.
[[nodiscard]] constexpr std::uint64_t embedding_parameters(model_shape const& m) noexcept {
  return m.vocabulary * m.hidden;
}

/// All parameters: linear layers, biases, norms, embedding and an untied head. Equals the total of the safetensors
/// headers on the model hub for every built-in shape.
[[nodiscard]] constexpr std::uint64_t parameters(model_shape const& m) noexcept {
  std::uint64_t const biases = m.qkv_bias ? m.layers * (m.heads + 2 * m.kv_heads) * m.head_dim : 0;
  std::uint64_t const norms = (2 * m.layers + 1) * m.hidden;
  return linear_parameters(m) + biases + norms + (m.tied ? 1 : 2) * embedding_parameters(m);
}

/// Bytes of key-value cache a token takes; `bytes_per_value` is 2 for a 16-bit cache and 1 for FP8.
[[nodiscard]] constexpr std::uint64_t kv_bytes_per_token(model_shape const& m,
                                                         std::uint64_t bytes_per_value = 2) noexcept {
  return 2 * m.layers * m.kv_heads * m.head_dim * bytes_per_value;
}

/// The built-in shapes, from the models' public `config.json`.
[[nodiscard]] inline std::span<model_shape const> known_models() {
  static std::array<model_shape, 9> const models{{
      {"qwen2.5-1.5b", 28, 1536, 12, 2, 128, 8960, 151936, true, true},
      {"qwen2.5-7b", 28, 3584, 28, 4, 128, 18944, 152064, false, true},
      {"qwen2.5-14b", 48, 5120, 40, 8, 128, 13824, 152064, false, true},
      {"qwen2.5-coder-32b", 64, 5120, 40, 8, 128, 27648, 152064, false, true},
      {"deepseek-coder-33b", 62, 7168, 56, 8, 128, 19200, 32256, false, false},
      {"mistral-7b-v0.1", 32, 4096, 32, 8, 128, 14336, 32000, false, false},
      {"mistral-7b-v0.3", 32, 4096, 32, 8, 128, 14336, 32768, false, false},
      {"llama-3.1-8b", 32, 4096, 32, 8, 128, 14336, 128256, false, false},
      {"llama-3.1-70b", 80, 8192, 64, 8, 128, 28672, 128256, false, false},
  }};
  return models;
}

/// The built-in shape called `name`; throws `invalid_argument` listing the known ones if there is none.
[[nodiscard]] inline model_shape const& find_model(std::string_view name) {
  return detail::find_named(known_models(), name, "model");
}

}  // namespace tokendyno::memory
