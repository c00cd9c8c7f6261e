// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/record/content_gaps.hpp>
#include <tokendyno/record/request_record.hpp>

#include <vector>

namespace tokendyno::metrics {

/// Inter-chunk latency: the gaps between successive content reads, in order; the true measure of stalls. Empty with
/// fewer than two of them. Needs the reads of the record (docs/concepts.md#gaps).
[[nodiscard]] inline std::vector<duration> icl(record::request_record const& r) {
  std::vector<duration> gaps;
  record::for_each_content_gap(r.reads, [&](duration gap, record::stream_read const&) { gaps.push_back(gap); });
  return gaps;
}

}  // namespace tokendyno::metrics
