// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/net/asio.hpp>
#include <tokendyno/sim/engine.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <utility>

namespace tokendyno::serve {

/// Drives a simulated engine by the real clock: the same steps as in virtual time, each ending at its planned instant.
///
/// After each step the door is held open for a moment: a request that arrives then is treated as if it had arrived at
/// the boundary, and the next step still ends when it would have. So a client that answers an end with the next
/// request, as a closed loop does, is not made to wait a whole step for the time its bytes took, and real time agrees
/// with virtual time, where bytes take none.
class engine_loop {
 public:
  /// Called for each token, in the order of the running requests; `at` is the planned end of the step, `begun` the
  /// planned begin of the one that first computed of the request.
  using listener = std::function<void(sim::emission const&, time_point at, time_point begun)>;

  engine_loop(asio::any_io_executor executor, sim::profile profile, listener tell)
      : engine_{std::move(profile)},
        tell_{std::move(tell)},
        timer_{std::move(executor)},
        door_{door(engine_.profile())} {}

  /// Queues a request; if the engine was idle, a step begins at once.
  sim::admission submit(sim::request const& wanted) {
    auto const result = engine_.submit(wanted);
    if (result == sim::admission::accepted && !busy_) {
      busy_ = true;
      boundary_ = clock::now();
      hold_door();
    }
    return result;
  }

  /// Withdraws a request whose client has gone; false if it is not there any more.
  bool abort(std::uint64_t id) { return engine_.abort(id); }

  [[nodiscard]] sim::gauges gauge() const noexcept { return engine_.gauge(); }
  [[nodiscard]] sim::profile const& profile() const noexcept { return engine_.profile(); }

 private:
  /// A lag up to this is caught up with; a longer one, when the machine stood still, is taken as lost.
  static constexpr duration catch_up = std::chrono::milliseconds{100};

  /// How long the door is held: long enough for a client on the same machine, but a quarter of the shortest step.
  static duration door(sim::profile const& profile) {
    sim::engine probe{profile};
    probe.submit({.id = 1, .prompt_tokens = 1, .output_tokens = 1});
    duration const shortest = probe.begin_step()->time;
    return std::min<duration>(std::chrono::milliseconds{2}, shortest / 4);
  }

  void hold_door() {
    wait_until(boundary_ + door_, [this] { begin(); });
  }

  void begin() {
    auto const step = engine_.begin_step();
    if (!step) {
      busy_ = false;
      return;
    }
    begun_[(engine_.gauge().steps + 1) % begun_.size()] = boundary_;
    end_ = boundary_ + step->time;
    wait_until(end_, [this] { end(); });
  }

  void end() {
    for (auto const& token : engine_.end_step()) tell_(token, end_, begun_at(token.begun));
    auto const now = clock::now();
    boundary_ = now - end_ > catch_up ? now : end_;
    hold_door();
  }

  // The begin of a step; of the oldest that is known if it is further back.
  [[nodiscard]] time_point begun_at(std::uint64_t step) const noexcept {
    auto const now = engine_.gauge().steps;
    return begun_[(now - step < begun_.size() ? step : now + 1) % begun_.size()];
  }

  template <class Next>
  void wait_until(time_point at, Next next) {
    timer_.expires_at(at);
    timer_.async_wait([next](asio::error_code error) {
      if (!error) next();
    });
  }

  sim::engine engine_;
  listener tell_;
  asio::steady_timer timer_;
  duration door_;
  time_point boundary_{};
  time_point end_{};
  std::array<time_point, 1024> begun_{};  // of step n at n modulo its size
  bool busy_ = false;
};

}  // namespace tokendyno::serve
