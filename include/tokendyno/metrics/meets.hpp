// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/metrics/client_queue.hpp>
#include <tokendyno/metrics/e2e.hpp>
#include <tokendyno/metrics/e2e_scheduled.hpp>
#include <tokendyno/metrics/max_gap.hpp>
#include <tokendyno/metrics/slo.hpp>
#include <tokendyno/metrics/tpot.hpp>
#include <tokendyno/metrics/ttfa.hpp>
#include <tokendyno/metrics/ttft.hpp>
#include <tokendyno/metrics/ttft_scheduled.hpp>
#include <tokendyno/record/request_record.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>

namespace tokendyno::metrics {

/// What an SLO says of one request.
enum class verdict : std::uint8_t {
  met,        ///< completed, and every bound holds
  not_met,    ///< failed, or a bound was passed
  undecided,  ///< cut at the end of the run before a bound was passed
};

/// True if `bounds` has a bound on a figure that only a streamed answer has; asked of others it is refused.
[[nodiscard]] constexpr bool needs_streaming(slo const& bounds) noexcept { return bounds.ttft || bounds.ttfa; }

/// True if `bounds` has a TPOT or ITL bound and the completed request `r` no such figure, so that it counts as met.
[[nodiscard]] inline bool has_undefined_term(slo const& bounds, record::request_record const& r,
                                             std::optional<duration> longest_gap) {
  return (bounds.tpot && !tpot(r)) || (bounds.itl && !longest_gap);
}

namespace detail {

inline bool within(std::optional<duration> bound, std::optional<duration> value, bool if_undefined) {
  return !bound || (value ? *value <= *bound : if_undefined);
}

/// Whether a request that was cut had passed a bound by then.
inline bool passed_a_bound(slo const& bounds, record::request_record const& r, bool open_loop,
                           std::optional<duration> longest_gap) {
  auto const over = [](std::optional<duration> bound, duration value) { return bound && value > *bound; };
  auto const sent = client_queue(r) ? r.sent : r.scheduled;  // cut while it was connecting: never sent
  auto const from = open_loop ? r.scheduled : sent;
  if (over(bounds.ttft, r.first.value_or(r.closed) - from)) return true;
  if (over(bounds.ttfa, r.answer.value_or(r.closed) - sent)) return true;
  if (over(bounds.e2e, r.closed - from)) return true;
  return r.last && over(bounds.itl, std::max<duration>(longest_gap.value_or(duration{}), r.closed - *r.last));
}

}  // namespace detail

/// The verdict of `bounds` on `r`, whose longest gap between content reads is given: a value at its bound meets it,
/// a failed request meets nothing, an undefined TPOT or ITL is met, TTFA without an answer token is not
/// (docs/concepts.md#goodput). TTFT and E2E are from the scheduled instant in open loop.
[[nodiscard]] inline verdict judge(slo const& bounds, record::request_record const& r, bool open_loop,
                                   std::optional<duration> longest_gap) {
  if (r.outcome == record::outcome::cancelled)
    return detail::passed_a_bound(bounds, r, open_loop, longest_gap) ? verdict::not_met : verdict::undecided;
  if (!r.completed()) return verdict::not_met;
  bool const all = detail::within(bounds.ttft, open_loop ? ttft_scheduled(r) : ttft(r), false) &&
                   detail::within(bounds.ttfa, ttfa(r), false) && detail::within(bounds.tpot, tpot(r), true) &&
                   detail::within(bounds.itl, longest_gap, true) &&
                   detail::within(bounds.e2e, open_loop ? e2e_scheduled(r) : e2e(r), false);
  return all ? verdict::met : verdict::not_met;
}

/// True if `r` is completed and meets every bound. Needs the reads of the record for a bound on ITL.
[[nodiscard]] inline bool meets(slo const& bounds, record::request_record const& r, bool open_loop = false) {
  return judge(bounds, r, open_loop, max_gap(r)) == verdict::met;
}

}  // namespace tokendyno::metrics
