// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/record/request_record.hpp>

namespace tokendyno::metrics {

/// True if two or more tokens all came in one read: TPOT and gaps are unknown then, TTFT and E2E stand
/// (docs/concepts.md#tpot).
[[nodiscard]] inline bool one_read(record::request_record const& r) {
  return r.streamed && r.output_tokens >= 2 && r.first && r.last && *r.last == *r.first;
}

}  // namespace tokendyno::metrics
