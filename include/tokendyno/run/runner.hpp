// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/client/chat_client.hpp>
#include <tokendyno/client/route.hpp>
#include <tokendyno/client/shard.hpp>
#include <tokendyno/core/time.hpp>
#include <tokendyno/load/session.hpp>
#include <tokendyno/metrics/run_result.hpp>
#include <tokendyno/net/asio.hpp>
#include <tokendyno/openai/learn.hpp>
#include <tokendyno/record/outcome.hpp>
#include <tokendyno/record/request_record.hpp>
#include <tokendyno/run/progress_meter.hpp>
#include <tokendyno/run/request_queue.hpp>
#include <tokendyno/run/run_options.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace tokendyno {

/// Carries one run out on the calling thread: asks the session which request is due, hands it to an idle connection or
/// a new one, and notes what became of it. All decisions are the session's; this is where they meet the clock.
class runner {
 public:
  /// `options` and `to` must outlive the runner. Throws `invalid_argument` for options outside their domain.
  runner(run_options const& options, std::shared_ptr<client::route> to)
      : options_{options},
        route_{std::move(to)},
        shard_{std::make_shared<client::shard>(context_.get_executor())},
        queue_{*route_, options_.workload, options_.request, options_.first_index},
        session_{options_.load, options_.warmup, options_.stop, clock::now()},
        due_timer_{context_},
        tick_timer_{context_} {
    queue_.fill(depth());
  }

  /// Runs to the end and puts log, tally, window and times into `result`. Throws what the workload throws.
  void run(metrics::run_result& result) {
    result_ = &result;
    auto const start = clock::now();
    session_ = load::session{options_.load, options_.warmup, options_.stop, start};
    meter_ = progress_meter{start, options_.stop};
    result.log.origin = start;
    result.log.keep_reads = options_.keep_reads;
    pump();
    tick();
    context_.run();
    if (thrown_) std::rethrow_exception(thrown_);
    auto const begin = session_.window_begin();
    auto const end = session_.window_end();
    if (begin && end) result.window = {.begin = *begin, .end = *end, .whole_run = session_.whole_run()};
    result.wall = last_end_ - first_send_.value_or(last_end_);
  }

 private:
  /// One connection and the memory of its request in flight.
  struct worker {
    worker(std::shared_ptr<client::shard> const& common, std::shared_ptr<client::route> to)
        : client{common, std::move(to)}, rest{common->executor()} {}

    client::chat_client client;
    record::request_record record{};
    request_queue::item asked{};
    asio::steady_timer rest;
  };

  /// After a failed connection a slot rests so long, so that a server that is down is not asked 50,000 times a second.
  static constexpr duration rest_after_refusal = std::chrono::milliseconds{100};
  static constexpr duration tick_length = std::chrono::milliseconds{25};
  static constexpr int ticks_per_progress = 10;

  [[nodiscard]] std::size_t depth() const {
    auto const* const closed = std::get_if<load::closed_loop>(&options_.load);
    return closed != nullptr ? std::clamp<std::size_t>(closed->concurrency, 1, 256) : 64;
  }

  /// Issues what is due, then sleeps until the next instant that can be known now.
  void pump() {
    auto now = clock::now();
    while (auto const ticket = session_.issue(now)) {
      auto& one = idle_worker();
      prepare(one, *ticket);
      asio::co_spawn(context_, work(one), [this](std::exception_ptr error) { note(error); });
      now = clock::now();
    }
    if (auto const next = session_.next_issue()) {
      due_timer_.expires_at(*next);
      due_timer_.async_wait([this](asio::error_code error) {
        if (!error) pump();
      });
    } else if (session_.finished()) {
      due_timer_.cancel();
      tick_timer_.cancel();
    }
  }

  [[nodiscard]] worker& idle_worker() {
    if (idle_.empty()) {
      workers_.push_back(std::make_unique<worker>(shard_, route_));
      return *workers_.back();
    }
    auto* const one = idle_.back();
    idle_.pop_back();
    return *one;
  }

  void prepare(worker& one, load::ticket const& ticket) {
    one.asked = queue_.take();
    one.record.reset();
    one.record.index = options_.first_index + ticket.index;
    one.record.phase = ticket.measured ? record::phase::measured : record::phase::warmup;
    one.record.scheduled = ticket.scheduled;
    one.record.max_tokens = one.asked.max_tokens;
    // Built while this one is on its way, not before it is sent.
    asio::post(context_, [this] { queue_.fill(depth()); });
  }

  /// One connection at work: request after request as long as the session has one for it at once.
  asio::awaitable<void> work(worker& one) {
    bool more = true;
    while (more) {
      auto asking = one.client.perform(one.asked.bytes, one.record, options_.request.stream, false);
      co_await std::move(asking);
      if (never_connected(one.record) && !stopping_) {
        one.rest.expires_after(rest_after_refusal);
        auto resting = one.rest.async_wait(net::as_result);
        co_await std::move(resting);
      }
      more = settle(one);
    }
  }

  [[nodiscard]] static bool never_connected(record::request_record const& r) noexcept {
    using record::outcome;
    return r.outcome == outcome::connect_refused || r.outcome == outcome::dns || r.outcome == outcome::tls ||
           r.outcome == outcome::connect_timeout;
  }

  /// Notes the end of a request; true if the same connection has another one to make at once.
  bool settle(worker& one) {
    auto const now = clock::now();
    auto const& r = one.record;
    bool const setup_failure = record::kind(r.outcome, r.http_status) == record::failure_kind::setup;
    session_.ended(now, setup_failure);
    result_->streams.add(r, session_.window_begin(), session_.window_end());
    result_->log.append(r);
    meter_.add(r);
    learn(one);
    if (r.sent != time_point{}) first_send_ = std::min(first_send_.value_or(r.sent), r.sent);
    last_end_ = std::max(last_end_, r.closed);
    if (result_->aborted.empty() && (session_.aborted() || one.client.exhausted())) {
      result_->aborted = one.client.exhausted() ? "no more connections from this machine: " + r.error : r.error;
      session_.stop_now(now);
      cancel_all();
    }
    if (auto const ticket = session_.issue(now)) {
      prepare(one, *ticket);
      return true;
    }
    idle_.push_back(&one);
    pump();
    return false;
  }

  void learn(worker const& one) {
    if (learned_ || !one.record.completed()) return;
    learned_ = true;
    openai::learn(result_->server, one.client.last_exchange());
  }

  void tick() {
    auto const now = clock::now();
    if (options_.interrupt.stop_requested() && !result_->interrupted) {
      result_->interrupted = true;
      session_.stop_now(now);
      cancel_all();
      pump();
    }
    if (session_.finished()) return;
    if (options_.on_progress && ++ticks_ % ticks_per_progress == 0) {
      options_.on_progress(meter_.look(now, session_, result_->streams));
    }
    tick_timer_.expires_at(now + tick_length);
    tick_timer_.async_wait([this](asio::error_code error) {
      if (!error) tick();
    });
  }

  void cancel_all() {
    stopping_ = true;
    for (auto& each : workers_) {
      each->client.cancel();
      each->rest.cancel();
    }
  }

  void note(std::exception_ptr error) {
    if (!error || thrown_) return;
    thrown_ = error;
    context_.stop();
  }

  run_options const& options_;
  std::shared_ptr<client::route> route_;
  asio::io_context context_{1};
  std::shared_ptr<client::shard> shard_;
  request_queue queue_;
  load::session session_;
  asio::steady_timer due_timer_;
  asio::steady_timer tick_timer_;
  std::vector<std::unique_ptr<worker>> workers_;
  std::vector<worker*> idle_;
  progress_meter meter_{};
  metrics::run_result* result_ = nullptr;
  std::optional<time_point> first_send_;
  time_point last_end_{};
  std::exception_ptr thrown_;
  int ticks_ = 0;
  bool learned_ = false;
  bool stopping_ = false;
};

}  // namespace tokendyno
