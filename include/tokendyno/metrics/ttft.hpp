// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/record/request_record.hpp>

#include <optional>

namespace tokendyno::metrics {

/// Time to first token: from the send to the first event with a generated token. Empty without one and for an answer
/// that was not streamed. Pure arithmetic: a failed request may have one, and figures leave it out
/// (docs/concepts.md#ttft).
[[nodiscard]] inline std::optional<duration> ttft(record::request_record const& r) {
  if (!r.streamed || !r.first) return std::nullopt;
  return *r.first - r.sent;
}

}  // namespace tokendyno::metrics
