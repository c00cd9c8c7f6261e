// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/record/request_record.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace tokendyno::metrics::compat {

/// What another tool reports for one request, by its own rules, under its own names. A figure it does not have is
/// empty. Never mix them with ours: the same words mean other things (docs/concepts.md#profiles).
struct request_figures {
  std::optional<duration> ttft;
  std::optional<duration> ttfot;     ///< time to first output token that is not reasoning (guidellm)
  std::vector<duration> chunk_gaps;  ///< between messages, not reads: two in one read are 0 apart
  std::optional<duration> itl;       ///< per request, where the tool calls such a mean ITL
  std::optional<duration> tpot;      ///< per request, where the tool calls it so
  std::optional<duration> e2e;

  friend bool operator==(request_figures const&, request_figures const&) = default;
};

/// Where the clocks of the tools start: they count connecting, ours does not.
[[nodiscard]] inline time_point start(record::request_record const& r) { return r.sent - r.connect; }

/// The messages of a kind that a tool looks at, as it would have stamped them.
struct message_span {
  std::optional<time_point> first;
  std::optional<time_point> last;
  std::uint64_t count = 0;
  std::vector<duration> gaps;  ///< between successive messages; those of one read are 0 apart
};

/// The messages of `r` that `count(read)` tells the number of. Needs the reads of the record.
template <typename Count>
[[nodiscard]] message_span messages(record::request_record const& r, Count count) {
  message_span span;
  for (auto const& read : r.reads) {
    std::uint32_t const here = count(read);
    for (std::uint32_t i = 0; i < here; ++i) {
      if (span.last) span.gaps.push_back(read.at - *span.last);
      span.last = read.at;
    }
    if (here > 0 && !span.first) span.first = read.at;
    span.count += here;
  }
  return span;
}

}  // namespace tokendyno::metrics::compat
