// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/record/stream_read.hpp>

#include <algorithm>
#include <optional>
#include <span>

namespace tokendyno::record {

/// Calls `visit(gap, read)` for each gap between successive content reads, with the read that ends it. A content
/// read holds at least one content event; other reads are passed over (docs/concepts.md#gaps).
template <typename Visitor>
constexpr void for_each_content_gap(std::span<stream_read const> reads, Visitor&& visit) {
  stream_read const* before = nullptr;
  for (auto const& read : reads) {
    if (read.content() == 0) continue;
    if (before != nullptr) visit(duration{read.at - before->at}, read);
    before = &read;
  }
}

/// The longest gap between content reads; empty with fewer than two of them.
[[nodiscard]] constexpr std::optional<duration> max_content_gap(std::span<stream_read const> reads) {
  std::optional<duration> longest;
  for_each_content_gap(reads,
                       [&](duration gap, stream_read const&) { longest = std::max(longest.value_or(gap), gap); });
  return longest;
}

}  // namespace tokendyno::record
