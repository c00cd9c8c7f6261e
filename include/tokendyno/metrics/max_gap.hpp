// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/record/content_gaps.hpp>
#include <tokendyno/record/request_record.hpp>

#include <optional>

namespace tokendyno::metrics {

/// The longest gap between successive content reads: the stall a user notices. Empty with fewer than two of them.
/// Needs the reads of the record; of a row of a log ask `run_log::max_gap` (docs/concepts.md#gaps).
[[nodiscard]] inline std::optional<duration> max_gap(record::request_record const& r) {
  return record::max_content_gap(r.reads);
}

}  // namespace tokendyno::metrics
