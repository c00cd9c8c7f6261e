// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/net/asio.hpp>
#include <tokendyno/net/connection.hpp>

#include <algorithm>
#include <chrono>
#include <memory>
#include <utility>
#include <vector>

namespace tokendyno::net {

class watchdog;

/// The deadline of one connection. When it passes, the connection is closed and `expired()` becomes true.
class deadline {
 public:
  deadline(std::shared_ptr<watchdog> owner, connection& guarded);
  ~deadline();
  deadline(deadline const&) = delete;
  deadline& operator=(deadline const&) = delete;

  /// Sets or moves the deadline; costs a store, no timer.
  void set(time_point at);

  /// No deadline from here on.
  void clear() noexcept { at_ = never; }

  /// True if the watchdog closed the connection since the last `set`.
  [[nodiscard]] bool expired() const noexcept { return expired_; }

 private:
  friend class watchdog;
  static constexpr time_point never = time_point::max();

  std::shared_ptr<watchdog> owner_;
  connection& guarded_;
  time_point at_ = never;
  bool expired_ = false;
};

/// One coarse timer for all deadlines of a thread. Racing each read against a timer of its own would cost more than
/// the read; a look at all deadlines every tick costs nothing that can be measured. It ticks only while a deadline is
/// set, so that it keeps no `io_context` alive. Not thread-safe: one a thread.
class watchdog : public std::enable_shared_from_this<watchdog> {
 public:
  /// How late a deadline may be noticed.
  static constexpr duration tick = std::chrono::milliseconds{10};

  explicit watchdog(asio::any_io_executor executor) : timer_{std::move(executor)} {}

 private:
  friend class deadline;

  void wake() {
    if (ticking_) return;
    ticking_ = true;
    next_ = clock::now();
    schedule();
  }

  void schedule() {
    next_ += tick;
    timer_.expires_at(next_);
    timer_.async_wait([self = weak_from_this()](asio::error_code error) {
      if (auto const alive = self.lock(); alive && !error) alive->look(clock::now());
    });
  }

  void look(time_point now) {
    bool armed = false;
    for (auto* entry : entries_) {
      if (entry->at_ == deadline::never) continue;
      if (entry->at_ <= now) {
        entry->at_ = deadline::never;
        entry->expired_ = true;
        entry->guarded_.close();
      } else {
        armed = true;
      }
    }
    ticking_ = armed;
    if (armed) schedule();
  }

  asio::steady_timer timer_;
  std::vector<deadline*> entries_;
  time_point next_{};
  bool ticking_ = false;
};

inline deadline::deadline(std::shared_ptr<watchdog> owner, connection& guarded)
    : owner_{std::move(owner)}, guarded_{guarded} {
  owner_->entries_.push_back(this);
}

inline deadline::~deadline() { std::erase(owner_->entries_, this); }

inline void deadline::set(time_point at) {
  at_ = at;
  expired_ = false;
  owner_->wake();
}

}  // namespace tokendyno::net
