// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/error.hpp>
#include <tokendyno/core/time.hpp>
#include <tokendyno/sim/batch.hpp>
#include <tokendyno/sim/gauges.hpp>
#include <tokendyno/sim/profile.hpp>
#include <tokendyno/sim/request.hpp>
#include <tokendyno/sim/roofline.hpp>
#include <tokendyno/sim/scheduler.hpp>
#include <tokendyno/sim/step_time.hpp>

#include <cmath>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>

namespace tokendyno::sim {

/// A begun step of an engine.
struct step {
  duration time{};    ///< from `begin_step` to `end_step`, the profile's `speed` applied
  step_time terms{};  ///< where the time goes, at speed 1
  batch work{};       ///< what is computed
};

/// A simulated inference engine: a scheduler and the time of its steps. It never waits; whoever drives it does, on a
/// virtual clock or a real one. Not thread-safe.
///
///     if (auto const begun = engine.begin_step()) {
///       now += begun->time;  // or sleep
///       for (auto const& token : engine.end_step()) deliver(token, now);
///     }
class engine {
 public:
  /// An idle engine. Throws `invalid_argument` if `speed` is not a positive number, and as `scheduler` and `roofline`.
  explicit engine(sim::profile settings)
      : profile_{std::move(settings)},
        scheduler_{profile_.limits},
        time_of_{profile_.model, profile_.scheme, profile_.gpu, profile_.costs} {
    if (!(profile_.speed > 0) || !std::isfinite(profile_.speed))
      throw invalid_argument("speed: expected a positive number");
  }

  /// Queues a request; it is first looked at in the next `begin_step`. Refused if it could never fit.
  /// Throws `invalid_argument` if either count of tokens is 0.
  admission submit(request const& wanted) { return scheduler_.submit(wanted); }

  /// Withdraws a request, as when its client has gone; false if it is not there any more.
  bool abort(std::uint64_t id) { return scheduler_.abort(id); }

  /// Begins a step; nothing if there is no request. Throws `invalid_argument` if the last one was not ended.
  [[nodiscard]] std::optional<step> begin_step() {
    batch const& work = scheduler_.begin_step();
    if (work.empty()) return std::nullopt;
    step_time const terms = time_of_(work);
    return step{.time = from_seconds(terms.total().count() / profile_.speed), .terms = terms, .work = work};
  }

  /// Ends the step: its tokens, stamped with the end of it. Valid until the next `end_step`.
  /// Throws `invalid_argument` if no step was begun.
  std::span<emission const> end_step() { return scheduler_.end_step(); }

  /// State and counters as of now.
  [[nodiscard]] gauges gauge() const noexcept { return scheduler_.gauge(); }

  /// True if no request is running or waiting.
  [[nodiscard]] bool idle() const noexcept { return scheduler_.idle(); }

  /// What the engine was made of.
  [[nodiscard]] sim::profile const& profile() const noexcept { return profile_; }

 private:
  sim::profile profile_;
  scheduler scheduler_;
  roofline time_of_;
};

}  // namespace tokendyno::sim
