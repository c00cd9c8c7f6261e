// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/load/session.hpp>
#include <tokendyno/load/stop.hpp>
#include <tokendyno/metrics/e2e.hpp>
#include <tokendyno/metrics/stream_tally.hpp>
#include <tokendyno/record/request_record.hpp>
#include <tokendyno/run/progress.hpp>
#include <tokendyno/stats/histogram.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>

namespace tokendyno {

/// Works out how far a run is from the requests that have ended.
class progress_meter {
 public:
  progress_meter() = default;

  /// A run that began at `start` and stops as `until` says.
  progress_meter(time_point start, load::stop const& until) : start_{start}, stop_{until} {}

  /// Takes a request that has ended.
  void add(record::request_record const& r) {
    if (r.phase != record::phase::measured) return;
    ++done_;
    if (!r.completed()) ++failed_;
    if (auto const latency = metrics::e2e(r); latency && r.completed()) e2e_.record(*latency);
  }

  /// How far the run is at `now`.
  [[nodiscard]] progress look(time_point now, load::session const& session, metrics::stream_tally const& tally) const {
    progress p{.done = done_,
               .failed = failed_,
               .total = stop_.requests.value_or(0),
               .in_flight = session.in_flight(),
               .elapsed = now - start_};
    auto const begin = session.window_begin();
    p.warming_up = !begin || *begin > now;
    if (p.warming_up) return p;
    auto const span = std::min(now, session.window_end().value_or(now)) - *begin;
    if (span > duration{}) p.tokens_per_second = tally.output_tokens / seconds(span);
    if (e2e_.count() > 0) p.p95_e2e = e2e_.quantile(0.95);
    p.left = left(now, *begin);
    return p;
  }

 private:
  [[nodiscard]] std::optional<duration> left(time_point now, time_point begin) const {
    std::optional<duration> result;
    if (stop_.after > duration{}) result = std::max(begin + stop_.after - now, duration{});
    if (stop_.requests && done_ > 0) {
      auto const missing = static_cast<double>(*stop_.requests - std::min(done_, *stop_.requests));
      auto const by_count = from_seconds(seconds(now - begin) / static_cast<double>(done_) * missing);
      result = result ? std::min(*result, by_count) : by_count;
    }
    return result;
  }

  time_point start_{};
  load::stop stop_{};
  stats::histogram e2e_{{.highest = std::chrono::hours{1}, .significant_figures = 2}};
  std::uint64_t done_ = 0;
  std::uint64_t failed_ = 0;
};

}  // namespace tokendyno
