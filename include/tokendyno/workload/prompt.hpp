// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

namespace tokendyno::workload {

/// What one request asks.
struct prompt {
  std::string text{};                 ///< the user's message, or the prompt of a completion
  std::string system{};               ///< the system message; empty for none
  std::uint32_t output_tokens = 128;  ///< limit of the answer (`max_tokens`)
};

}  // namespace tokendyno::workload
