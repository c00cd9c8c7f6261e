// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/record/request_record.hpp>

#include <optional>

namespace tokendyno::metrics {

/// End to end: from the send to the last generated token; usage, [DONE] and the end of the body come after it.
/// Empty without a token (docs/concepts.md#e2e).
[[nodiscard]] inline std::optional<duration> e2e(record::request_record const& r) {
  if (!r.last) return std::nullopt;
  return *r.last - r.sent;
}

}  // namespace tokendyno::metrics
