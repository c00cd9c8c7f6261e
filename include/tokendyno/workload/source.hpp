// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/workload/prompt.hpp>

#include <cstdint>
#include <functional>
#include <string>
#include <utility>

namespace tokendyno::workload {

/// Prompts by position: a pure function of the request's index, so that two arms of a comparison ask the same.
struct source {
  /// The prompt of request `index`; called on the thread of the run, ahead of the send.
  std::function<prompt(std::uint64_t index)> at = [](std::uint64_t) { return prompt{.text = "Hello"}; };
  std::string description = "one fixed prompt";  ///< in words, for the report
  std::uint32_t input_tokens = 0;                ///< planned for each request; 0 if it varies or is unknown
  std::uint32_t output_tokens = 128;             ///< asked of each request; 0 if it varies
};

}  // namespace tokendyno::workload
