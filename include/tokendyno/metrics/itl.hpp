// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/record/content_gaps.hpp>
#include <tokendyno/record/request_record.hpp>

#include <vector>

namespace tokendyno::metrics {

/// True if each read that ends a gap says how many tokens came in it, so that `itl` is known.
[[nodiscard]] inline bool itl_known(record::request_record const& r) {
  bool known = true;
  record::for_each_content_gap(r.reads,
                               [&](duration, record::stream_read const& read) { known = known && read.tokens > 0; });
  return known;
}

/// Inter-token latency: each gap between content reads divided by the number n of tokens in the read that ends it,
/// n times, in whole nanoseconds; N − k1 values. Empty if any n is unknown. Needs the reads of the record
/// (docs/concepts.md#gaps).
[[nodiscard]] inline std::vector<duration> itl(record::request_record const& r) {
  std::vector<duration> gaps;
  if (!itl_known(r)) return gaps;
  record::for_each_content_gap(r.reads, [&](duration gap, record::stream_read const& read) {
    gaps.insert(gaps.end(), read.tokens, gap / read.tokens);
  });
  return gaps;
}

}  // namespace tokendyno::metrics
