// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/report/comparison.hpp>

#include <algorithm>
#include <cstdint>
#include <vector>

namespace tokendyno::report::detail {

/// The different `max_tokens` of a comparison, in the order they are shown.
inline std::vector<std::uint32_t> answer_lengths(comparison const& c) {
  std::vector<std::uint32_t> lengths;
  for (auto const& cell : c.cells)
    if (std::find(lengths.begin(), lengths.end(), cell.max_tokens) == lengths.end()) lengths.push_back(cell.max_tokens);
  return lengths;
}

}  // namespace tokendyno::report::detail
