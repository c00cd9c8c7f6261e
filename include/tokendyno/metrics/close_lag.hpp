// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/record/request_record.hpp>

#include <optional>

namespace tokendyno::metrics {

/// From the last generated token to the end of the body: what the server spends on usage, [DONE] and closing.
/// Empty without a token (docs/concepts.md#e2e).
[[nodiscard]] inline std::optional<duration> close_lag(record::request_record const& r) {
  if (!r.last) return std::nullopt;
  return r.closed - *r.last;
}

}  // namespace tokendyno::metrics
