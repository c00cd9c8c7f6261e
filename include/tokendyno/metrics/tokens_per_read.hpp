// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/record/request_record.hpp>

#include <optional>

namespace tokendyno::metrics {

/// Output tokens ÷ content reads. Above `tokens_per_event` events came bunched in reads. Empty without either
/// (docs/concepts.md#gaps).
[[nodiscard]] inline std::optional<double> tokens_per_read(record::request_record const& r) {
  if (!r.streamed || r.output_tokens == 0 || r.content_reads == 0) return std::nullopt;
  return static_cast<double>(r.output_tokens) / r.content_reads;
}

}  // namespace tokendyno::metrics
