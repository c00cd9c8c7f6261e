// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/error.hpp>
#include <tokendyno/core/time.hpp>
#include <tokendyno/sim/closed_loop_result.hpp>
#include <tokendyno/sim/engine.hpp>
#include <tokendyno/workload/lengths.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace tokendyno::sim {

/// A closed loop without think time, measured in its steady state.
struct closed_loop_options {
  std::uint32_t concurrency = 1;        ///< requests kept in flight
  std::uint32_t warmup_per_client = 4;  ///< completions per client before the window opens
  std::uint64_t completions = 2048;     ///< at least so many inside the window
};

/// A fixed number of requests, all of them measured, ramp and drain included.
struct request_count_options {
  std::uint64_t requests = 16;
  std::uint32_t concurrency = 1;  ///< in flight at most
};

namespace detail {

/// Clients that issue their next request the instant the last one ends, on a virtual clock.
template <workload::length_source Lengths>
class closed_loop_clients {
 public:
  closed_loop_clients(profile const& settings, std::uint32_t concurrency, std::uint64_t requests,
                      Lengths const& lengths)
      : engine_{settings}, lengths_{lengths}, left_{requests}, clients_(concurrency) {
    if (concurrency == 0) throw invalid_argument("concurrency: expected at least one");
    if (requests == 0) throw invalid_argument("requests: expected at least one");
    for (std::size_t i = 0; i < clients_.size(); ++i) issue(i);
  }

  // The window is open from the end of the step with completion `from` to that with completion `to`.
  closed_loop_result run(std::uint64_t from, std::uint64_t to) {
    closed_loop_tally tally;
    bool open = from == 0;
    duration opened{};
    std::uint64_t tokens = 0;
    std::uint64_t preempted = 0;
    while (completed_ < to) {
      now_ += engine_.begin_step().value().time;
      auto const emitted = engine_.end_step();
      if (open) tokens += emitted.size();
      for (emission const& token : emitted) {
        client& owner = clients_[static_cast<std::size_t>(token.id)];
        if (token.ordinal == 1) owner.first = now_;
        if (!token.finished) continue;
        if (open) tally.complete(owner.first - owner.issued, now_ - owner.issued, token.ordinal);
        ++completed_;
        issue(static_cast<std::size_t>(token.id));
      }
      if (!open && completed_ >= from) {
        open = true;
        opened = now_;
        preempted = engine_.gauge().preemptions;
      }
    }
    closed_loop_result result = tally.summary();
    result.concurrency = static_cast<std::uint32_t>(clients_.size());
    result.window = now_ - opened;
    result.output_token_throughput = static_cast<double>(tokens) / seconds(result.window);
    result.preemptions = engine_.gauge().preemptions - preempted;
    return result;
  }

 private:
  struct client {
    duration issued{};
    duration first{};
  };

  // A client has one request in flight, so its own number serves as the request's id.
  void issue(std::size_t client_number) {
    if (left_ == 0) return;
    --left_;
    workload::length_pair const size = lengths_(issued_++);
    clients_[client_number].issued = now_;
    if (engine_.submit({.id = client_number, .prompt_tokens = size.input, .output_tokens = size.output}) ==
        admission::accepted)
      return;
    throw setup_error("request of " + std::to_string(size.input) + " + " + std::to_string(size.output) +
                      " tokens can never fit into the pool of " + engine_.profile().name);
  }

  engine engine_;
  Lengths const& lengths_;
  std::uint64_t left_;
  std::uint64_t issued_ = 0;
  std::uint64_t completed_ = 0;
  duration now_{};
  std::vector<client> clients_;
};

}  // namespace detail

/// Runs a closed loop of endless requests in virtual time and returns what its window saw. The window opens with the
/// end of the step that brings the (warm-up · concurrency)-th completion and closes with the end of the step that
/// brings `completions` more: no ramp, no drain, no cut request. Throws `invalid_argument` if an option is 0,
/// `setup_error` if a request can never fit. See docs/concepts.md#closed-loop.
template <workload::length_source Lengths>
[[nodiscard]] closed_loop_result simulate_closed_loop(profile const& settings, closed_loop_options const& options,
                                                      Lengths const& lengths) {
  if (options.completions == 0) throw invalid_argument("completions: expected at least one");
  std::uint64_t const warmup = std::uint64_t{options.warmup_per_client} * options.concurrency;
  return detail::closed_loop_clients{settings, options.concurrency, std::numeric_limits<std::uint64_t>::max(), lengths}
      .run(warmup, warmup + options.completions);
}

/// Runs `requests` requests, `concurrency` of them at once from the start, in virtual time and measures them all.
/// Throws as `simulate_closed_loop`.
template <workload::length_source Lengths>
[[nodiscard]] closed_loop_result simulate_requests(profile const& settings, request_count_options const& options,
                                                   Lengths const& lengths) {
  return detail::closed_loop_clients{settings, options.concurrency, options.requests, lengths}.run(0, options.requests);
}

}  // namespace tokendyno::sim
