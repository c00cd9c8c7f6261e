// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/metrics/client_queue.hpp>
#include <tokendyno/metrics/close_lag.hpp>
#include <tokendyno/metrics/e2e.hpp>
#include <tokendyno/metrics/e2e_scheduled.hpp>
#include <tokendyno/metrics/latency_sample.hpp>
#include <tokendyno/metrics/tpot.hpp>
#include <tokendyno/metrics/ttfa.hpp>
#include <tokendyno/metrics/ttft.hpp>
#include <tokendyno/metrics/ttft_scheduled.hpp>
#include <tokendyno/metrics/ttfv.hpp>
#include <tokendyno/record/request_record.hpp>

#include <algorithm>
#include <optional>

namespace tokendyno::metrics {

/// The latency figures of many requests, one sample a figure.
struct request_latencies {
  latency_sample ttft, ttft_scheduled, ttfv, ttfa, e2e, e2e_scheduled, tpot, max_gap, close_lag;

  /// Adds a request with a whole answer.
  void add_completed(record::request_record const& r, std::optional<duration> longest_gap) {
    ttft.add(metrics::ttft(r));
    ttft_scheduled.add(metrics::ttft_scheduled(r));
    ttfv.add(metrics::ttfv(r));
    ttfa.add(metrics::ttfa(r));
    e2e.add(metrics::e2e(r));
    e2e_scheduled.add(metrics::e2e_scheduled(r));
    tpot.add(metrics::tpot(r));
    max_gap.add(longest_gap);
    close_lag.add(metrics::close_lag(r));
  }

  /// Adds a request that the client gave up: what had come by then is known, of the rest only that it is above the
  /// time that had passed (docs/concepts.md#censoring).
  void add_given_up(record::request_record const& r, std::optional<duration> longest_gap) {
    duration const since_sent = r.closed - (client_queue(r) ? r.sent : r.scheduled);  // it may never have been sent
    duration const since_scheduled = r.closed - r.scheduled;
    e2e.exceeded.push_back(since_sent);
    e2e_scheduled.exceeded.push_back(since_scheduled);
    if (!r.streamed) return;
    ttft.add_or_exceeds(metrics::ttft(r), since_sent);
    ttft_scheduled.add_or_exceeds(metrics::ttft_scheduled(r), since_scheduled);
    ttfv.add_or_exceeds(metrics::ttfv(r), since_sent);
    ttfa.add_or_exceeds(metrics::ttfa(r), since_sent);
    if (!r.last) return;
    // Whatever pace it had, the answer was never whole: 0 is the only bound that is certain without one.
    tpot.exceeded.push_back(metrics::tpot(r).value_or(duration{}));
    max_gap.exceeded.push_back(std::max<duration>(longest_gap.value_or(duration{}), r.closed - *r.last));
  }
};

}  // namespace tokendyno::metrics
