// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/record/request_record.hpp>

#include <optional>

namespace tokendyno::metrics {

/// Output tokens ÷ content events. Above 1.05 an event is not a token and a gap is not an ITL. Empty without either
/// (docs/concepts.md#gaps).
[[nodiscard]] inline std::optional<double> tokens_per_event(record::request_record const& r) {
  if (!r.streamed || r.output_tokens == 0 || r.content_events == 0) return std::nullopt;
  return static_cast<double>(r.output_tokens) / r.content_events;
}

}  // namespace tokendyno::metrics
