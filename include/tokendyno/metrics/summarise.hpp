// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/error.hpp>
#include <tokendyno/core/time.hpp>
#include <tokendyno/metrics/client_queue.hpp>
#include <tokendyno/metrics/latency_sample.hpp>
#include <tokendyno/metrics/meets.hpp>
#include <tokendyno/metrics/one_read.hpp>
#include <tokendyno/metrics/request_latencies.hpp>
#include <tokendyno/metrics/run_summary.hpp>
#include <tokendyno/metrics/slo.hpp>
#include <tokendyno/metrics/stream_tally.hpp>
#include <tokendyno/metrics/window.hpp>
#include <tokendyno/record/request_record.hpp>
#include <tokendyno/record/run_log.hpp>
#include <tokendyno/stats/summary.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace tokendyno::metrics {

namespace detail {

/// Folds the rows of one log or several, each with its window, into a summary.
class summariser {
 public:
  summariser(slo const& bounds, bool open_loop) : slo_(bounds), open_loop_(open_loop) {
    if (!slo_.empty()) summary_.slo.emplace();
  }

  void add(record::run_log const& log, window const& span) {
    window_ = span;
    summary_.window += span.length();
    for (std::size_t i = 0; i < log.size(); ++i) add(log.row(i), log.max_gap(i));
  }

  run_summary finish(stream_tally const& tally) {
    auto& s = summary_;
    s.ttft = latencies_.ttft.summary();
    s.ttft_scheduled = latencies_.ttft_scheduled.summary();
    if (s.late_visible > 0) s.ttfv = latencies_.ttfv.summary();
    s.ttfa = latencies_.ttfa.summary();
    s.e2e = latencies_.e2e.summary();
    s.e2e_scheduled = latencies_.e2e_scheduled.summary();
    s.tpot = latencies_.tpot.summary();
    s.max_gap = latencies_.max_gap.summary();
    s.close_lag = latencies_.close_lag.summary();
    s.connect = connect_.summary();
    s.client_queue = client_queue_.summary();
    s.icl = stats::summarise(tally.icl);
    s.itl = stats::summarise(tally.itl);
    s.coalesced_share = tally.coalesced_share();
    s.hidden_first = tally.hidden_first;
    s.tokens_per_event = ratio(streamed_tokens_, content_events_);
    s.tokens_per_read = ratio(streamed_tokens_, content_reads_);
    if (s.window <= duration{}) return s;
    double const span = seconds(s.window);
    s.output_tokens_per_second = tally.output_tokens / span;
    s.input_tokens_per_second = static_cast<double>(input_tokens_) / span;
    s.request_throughput = static_cast<double>(completions_) / span;
    if (s.slo) {
      s.slo->goodput_requests_per_second = static_cast<double>(good_) / span;
      s.slo->goodput_tokens_per_second = static_cast<double>(good_tokens_) / span;
    }
    s.mean_in_flight = seconds(time_in_window_) / span;
    if (ended_ > 0 && s.mean_in_flight > 0) {
      s.little_in_flight = seconds(stays_) / span;
      s.little_difference = std::abs(s.mean_in_flight - *s.little_in_flight) / s.mean_in_flight;
    }
    return s;
  }

 private:
  void add(record::request_record const& r, std::optional<duration> longest_gap) {
    summary_.run.add(r.outcome);
    summary_.reconnects += r.reconnects;
    add_to_rates(r, longest_gap);
    if (r.phase != record::phase::measured) return;
    summary_.measured.add(r.outcome);
    client_queue_.add(client_queue(r));
    if (summary_.slo) add_to_slo(r, longest_gap);
    if (r.completed())
      add_completed(r, longest_gap);
    else if (given_up(r))
      latencies_.add_given_up(r, longest_gap);
  }

  static bool headers_with_first(record::request_record const& r) {
    return r.headers && r.first && 10 * (*r.first - *r.headers) <= *r.first - r.sent;
  }

  static std::optional<double> ratio(std::uint64_t tokens, std::uint64_t parts) {
    if (tokens == 0 || parts == 0) return std::nullopt;
    return static_cast<double>(tokens) / static_cast<double>(parts);
  }

  /// In flight at the end of the window and then cut, not abandoned before.
  [[nodiscard]] bool cut(record::request_record const& r) const {
    return r.outcome == record::outcome::cancelled && (window_.whole_run || r.closed >= window_.end);
  }

  /// Ended by the client's impatience: its latency is longer than the time it had.
  [[nodiscard]] bool given_up(record::request_record const& r) const {
    return (r.outcome == record::outcome::cancelled && !cut(r)) || r.outcome == record::outcome::timeout_first_token ||
           r.outcome == record::outcome::timeout_idle || r.outcome == record::outcome::timeout_total;
  }

  void add_to_rates(record::request_record const& r, std::optional<duration> longest_gap) {
    auto const answered = r.streamed ? r.first : r.last;
    if (answered && window_.contains(*answered)) input_tokens_ += r.input_tokens;
    if (r.completed() && r.last && window_.contains(*r.last)) {
      ++completions_;
      if (summary_.slo && judge(slo_, r, open_loop_, longest_gap) == verdict::met) {
        ++good_;
        good_tokens_ += r.output_tokens;
      }
    }
    if (!client_queue(r)) return;  // it was never sent, hence never in flight
    time_in_window_ += window_.overlap(r.sent, r.closed);
    if (window_.contains(r.closed)) {
      ++ended_;
      stays_ += r.closed - r.sent;
    }
  }

  void add_to_slo(record::request_record const& r, std::optional<duration> longest_gap) {
    auto& figures = *summary_.slo;
    ++figures.arrived;
    auto const said = judge(slo_, r, open_loop_, longest_gap);
    if (said == verdict::undecided && cut(r)) ++figures.undecided;
    if (said != verdict::met) return;
    ++figures.met;
    if (has_undefined_term(slo_, r, longest_gap)) ++figures.undefined;
  }

  void add_completed(record::request_record const& r, std::optional<duration> longest_gap) {
    latencies_.add_completed(r, longest_gap);
    if (r.connect > duration{}) connect_.add(r.connect);
    summary_.input_tokens += r.input_tokens;
    summary_.output_tokens += r.output_tokens;
    summary_.not_streamed += r.streamed ? 0U : 1U;
    summary_.one_read += one_read(r) ? 1U : 0U;
    summary_.no_done += r.no_done ? 1U : 0U;
    summary_.data_after_done += r.data_after_done ? 1U : 0U;
    ++summary_.by_token_source[static_cast<std::size_t>(r.tokens_from)];
    ++summary_.by_finish_reason[static_cast<std::size_t>(r.finish)];
    if (!r.streamed) return;
    summary_.late_visible += r.first_visible && *r.first_visible != *r.first ? 1U : 0U;
    summary_.headers_with_first += headers_with_first(r) ? 1U : 0U;
    streamed_tokens_ += r.output_tokens;
    content_events_ += r.content_events;
    content_reads_ += r.content_reads;
  }

  window window_;
  slo slo_;
  bool open_loop_;
  run_summary summary_;
  request_latencies latencies_;
  latency_sample client_queue_, connect_;
  std::uint64_t input_tokens_ = 0, completions_ = 0, good_ = 0, good_tokens_ = 0, ended_ = 0;
  std::uint64_t streamed_tokens_ = 0, content_events_ = 0, content_reads_ = 0;
  duration time_in_window_{}, stays_{};
};

}  // namespace detail

/// The figures of a run out of its log and tally: latencies over requests scheduled inside `span`, rates over what
/// arrived there. Completed requests enter the latencies with their values; those the client gave up (timeouts,
/// cancelled before the end of the window) as longer than the time they had; other failures and requests cut at the
/// end do not enter (docs/concepts.md#censoring).
/// An answer that was not streamed has no first token, so that it does not meet a bound on TTFT or TTFA.
[[nodiscard]] inline run_summary summarise(record::run_log const& log, stream_tally const& tally, window const& span,
                                           slo const& bounds = {}, bool open_loop = false) {
  detail::summariser summariser(bounds, open_loop);
  summariser.add(log, span);
  return summariser.finish(tally);
}

}  // namespace tokendyno::metrics
