// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/record/request_record.hpp>

#include <optional>

namespace tokendyno::metrics {

/// Time to first visible token: from the send to the first event with text, reasoning, a tool call or a refusal in it.
/// Later than TTFT where the first tokens are bytes of a character that is not whole yet. Empty without one, and for
/// an answer that was not streamed (docs/concepts.md#ttfv).
[[nodiscard]] inline std::optional<duration> ttfv(record::request_record const& r) {
  if (!r.streamed || !r.first_visible) return std::nullopt;
  return *r.first_visible - r.sent;
}

}  // namespace tokendyno::metrics
