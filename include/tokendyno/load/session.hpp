// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/error.hpp>
#include <tokendyno/core/time.hpp>
#include <tokendyno/load/closed_loop.hpp>
#include <tokendyno/load/open_loop.hpp>
#include <tokendyno/load/plan.hpp>
#include <tokendyno/load/schedule.hpp>
#include <tokendyno/load/stop.hpp>
#include <tokendyno/load/warmup.hpp>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <queue>
#include <variant>
#include <vector>

namespace tokendyno::load {

/// Leave to issue one request.
struct ticket {
  std::uint64_t index = 0;  ///< position in the run, from 0, warm-up included
  bool measured = false;    ///< scheduled inside the measurement window
  time_point scheduled{};   ///< when it was meant to be sent
};

/// Decides when requests of a run are issued, when the measurement window opens and closes, and when all is over.
/// It holds no clock and no socket: every call brings the time, which must not go back. Not thread-safe.
///
/// Closed loop of c slots, warm-up of k requests, stop after n (docs/concepts.md#window): w0 is the instant of the
/// k-th end. Its slot is used again at once, so nothing drains, and that request is the first measured one. Each
/// further end issues one more, so the (n + 1)-th would be issued at the (k + n)-th end: that is w1. Without think
/// time, n requests end in [w0, w1), n are scheduled there, and c are in flight all along. Requests in flight at w1
/// are followed to their end. A window never opens before each slot has had its first start.
///
/// Open loop: w0 is the scheduled instant of arrival k, counted from 0, and w1 that of arrival k + n.
/// With a time instead of a count, w0 = start + warmup.after and w1 = w0 + stop.after.
/// Without warm-up exactly n requests are issued, and the window is the whole run, first start to last end.
///
///     if (auto const ticket = session.issue(now)) send(*ticket);   // else wait for next_issue() or an end
class session {
 public:
  /// A run that starts at `start`. Throws `invalid_argument` if an argument lies outside its domain.
  session(plan const& load, warmup const& warm, stop const& until, time_point start)
      : start_(start), warmup_(resolved(warm, load)), stop_(until) {
    check(stop_);
    whole_run_ = warmup_.requests == 0U && warmup_.after == duration{};
    if (auto const* const open = std::get_if<open_loop>(&load)) {
      schedule_.emplace(open->arrivals);
      arrival_ = start_ + schedule_->next();
      max_in_flight_ = open->max_in_flight;
    } else {
      auto const& closed = std::get<closed_loop>(load);
      check(closed);
      think_time_ = closed.think_time;
      for (std::uint32_t i = 0; i < closed.concurrency; ++i) slots_.push(start_ + first_start(closed, i));
      all_started_ = start_ + first_start(closed, closed.concurrency - 1);
    }
    settle();
  }

  /// A ticket if a request is due at `now` and may be sent; call again until there is none.
  [[nodiscard]] std::optional<ticket> issue(time_point now) {
    auto const due = candidate();
    if (!due || *due > now || !may_issue(*due) || at_limit()) return std::nullopt;
    if (whole_run_ && issued_ == 0) begin_ = *due;
    ticket const result{.index = issued_, .measured = begin_ && *due >= *begin_, .scheduled = *due};
    if (schedule_)
      arrival_ = start_ + schedule_->next();
    else
      slots_.pop();
    ++issued_;
    if (result.measured) ++measured_;
    settle();
    return result;
  }

  /// Takes note that a request has ended at `now`. A run whose very first ended request failed since it was set up
  /// wrongly (`setup_failure`: key, model name, route) is aborted. Throws `invalid_argument` if none is in flight.
  void ended(time_point now, bool setup_failure = false) {
    if (in_flight() == 0) throw invalid_argument("ended: expected a request in flight");
    ++ended_;
    last_end_ = std::max(last_end_, now);
    if (ended_ == warmup_.requests) warmed_up_ = now;
    if (!schedule_) slots_.push(now + think_time_);
    settle();
    if (ended_ == 1 && setup_failure) {
      aborted_ = true;
      stop_now(now);
    }
  }

  /// Issues nothing more and closes the window at `now`, if it is still open; one that had not opened stays empty.
  void stop_now(time_point now) {
    if (stopped_) return;
    stopped_ = true;
    if (whole_run_) return;
    if (!begin_ || *begin_ > now) begin_ = end_ = now;
    end_ = std::min(end_.value_or(now), now);
  }

  /// When `issue` may next give a ticket; empty if an end must come first, or if nothing more comes.
  [[nodiscard]] std::optional<time_point> next_issue() const {
    auto const due = candidate();
    return due && may_issue(*due) && !at_limit() ? due : std::nullopt;
  }
  /// True once nothing more is issued and every request has ended.
  [[nodiscard]] bool finished() const {
    if (in_flight() > 0) return false;
    auto const due = candidate();
    return !due || !may_issue(*due);
  }
  /// True if the run ended itself because its first request was set up wrongly.
  [[nodiscard]] bool aborted() const noexcept { return aborted_; }

  /// Requests issued, warm-up too.
  [[nodiscard]] std::uint64_t issued() const noexcept { return issued_; }
  /// Requests scheduled inside the window.
  [[nodiscard]] std::uint64_t measured() const noexcept { return measured_; }
  /// Requests issued and not yet ended.
  [[nodiscard]] std::uint64_t in_flight() const noexcept { return issued_ - ended_; }

  /// w0; empty while it is unknown. It may lie ahead.
  [[nodiscard]] std::optional<time_point> window_begin() const noexcept { return begin_; }
  /// w1; empty while it is unknown. It may lie ahead, and a count of requests may still bring it forward.
  [[nodiscard]] std::optional<time_point> window_end() const {
    if (whole_run_ && begin_ && finished()) return last_end_;
    return end_;
  }
  /// True without warm-up: the window is the whole run.
  [[nodiscard]] bool whole_run() const noexcept { return whole_run_; }

 private:
  /// The scheduled instant of the request that comes next; empty if every slot is taken.
  [[nodiscard]] std::optional<time_point> candidate() const {
    if (schedule_) return arrival_;
    return slots_.empty() ? std::nullopt : std::optional{slots_.top()};
  }
  [[nodiscard]] bool may_issue(time_point scheduled) const noexcept {
    if (stopped_ || (end_ && scheduled >= *end_)) return false;
    if (!whole_run_) return true;
    if (stop_.requests && issued_ >= *stop_.requests) return false;
    return stop_.after == duration{} || scheduled < start_ + stop_.after;
  }
  [[nodiscard]] bool at_limit() const noexcept { return max_in_flight_ > 0 && in_flight() >= max_in_flight_; }

  /// Fixes w0 and w1 as soon as they are certain.
  void settle() {
    if (whole_run_ || stopped_) return;
    if (!begin_) open_window();
    if (!begin_ || !stop_.requests || measured_ < *stop_.requests) return;
    auto const next = candidate();
    // Slots all rest equally long, so none that frees up later comes before this one.
    if (next && *next >= *begin_) end_ = std::min(end_.value_or(*next), *next);
  }
  void open_window() {
    if (schedule_) {
      if (issued_ < *warmup_.requests) return;
      begin_ = *warmup_.requests > 0 ? std::max(start_ + warmup_.after, arrival_) : start_ + warmup_.after;
    } else {
      if (ended_ < *warmup_.requests) return;
      begin_ = std::max({start_ + warmup_.after, all_started_, warmed_up_});
    }
    if (stop_.after > duration{}) end_ = *begin_ + stop_.after;
  }

  time_point start_;
  warmup warmup_;
  stop stop_;
  bool whole_run_ = false;

  std::priority_queue<time_point, std::vector<time_point>, std::greater<>> slots_;  ///< closed loop: free from when
  duration think_time_{};
  time_point all_started_{};
  std::optional<schedule> schedule_;  ///< open loop
  time_point arrival_{};
  std::uint32_t max_in_flight_ = 0;

  std::uint64_t issued_ = 0;
  std::uint64_t measured_ = 0;
  std::uint64_t ended_ = 0;
  time_point warmed_up_ = time_point::min();
  time_point last_end_ = time_point::min();
  std::optional<time_point> begin_;
  std::optional<time_point> end_;
  bool stopped_ = false;
  bool aborted_ = false;
};

}  // namespace tokendyno::load
