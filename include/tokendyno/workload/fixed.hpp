// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/error.hpp>
#include <tokendyno/workload/source.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace tokendyno::workload {

/// These prompts in order, and from the first again. Throws `invalid_argument` on an empty list.
/// Note that a server with a prefix cache answers a repeated prompt faster than a new one.
[[nodiscard]] inline source fixed(std::vector<prompt> prompts) {
  if (prompts.empty()) throw invalid_argument{"workload::fixed: expected at least one prompt"};
  auto output_tokens = prompts.front().output_tokens;
  for (auto const& each : prompts) {
    if (each.output_tokens != output_tokens) output_tokens = 0;
  }
  source result;
  result.description = std::to_string(prompts.size()) + (prompts.size() == 1 ? " fixed prompt" : " fixed prompts");
  result.output_tokens = output_tokens;
  result.at = [list = std::make_shared<std::vector<prompt> const>(std::move(prompts))](std::uint64_t index) {
    return (*list)[index % list->size()];
  };
  return result;
}

}  // namespace tokendyno::workload
