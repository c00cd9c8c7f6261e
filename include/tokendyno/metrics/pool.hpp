// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/error.hpp>
#include <tokendyno/metrics/notes.hpp>
#include <tokendyno/metrics/run_result.hpp>
#include <tokendyno/metrics/summarise.hpp>
#include <tokendyno/telemetry/server_counters.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <utility>

namespace tokendyno::metrics {

namespace detail {

/// Adds what the server counted over a block; without that of every block there is none of all.
inline void add_growth(std::optional<telemetry::counter_growth>& sum,
                       std::optional<telemetry::counter_growth> const& more, bool first) {
  if (first)
    sum = more;
  else if (sum && more)
    *sum += *more;
  else
    sum.reset();
}

}  // namespace detail

/// Several runs of one load on one server as a single result: blocks of a comparison, shards of a run. Latencies are
/// over the requests of all of them, rates over the sum of their windows, each with the requests of its own block.
/// Settings, machine and server are those of the first; the window begins where its own does and is as long as all
/// together. Throws `invalid_argument` without a run.
[[nodiscard]] inline run_result pool(std::span<run_result const> blocks) {
  if (blocks.empty()) throw invalid_argument("pool: expected at least one run");
  run_result result{.settings = blocks.front().settings,
                    .environment = blocks.front().environment,
                    .server = blocks.front().server,
                    .window = blocks.front().window};
  result.settings.warmup_requests = 0;
  result.settings.stop_requests = 0;
  detail::summariser summariser(result.settings.slo, result.settings.open_loop);
  for (auto const& block : blocks) {
    result.log.append(block.log);
    result.streams += block.streams;
    result.wall += block.wall;
    result.settings.warmup_requests += block.settings.warmup_requests;
    result.settings.stop_requests += block.settings.stop_requests;
    result.interrupted = result.interrupted || block.interrupted;
    if (result.aborted.empty()) result.aborted = block.aborted;
    detail::add_growth(result.server_growth, block.server_growth, &block == &blocks.front());
    summariser.add(block.log, block.window);
  }
  result.summary = summariser.finish(result.streams);
  result.window.end = result.window.begin + result.summary.window;
  // Seconds of blocks follow one another; a stall is looked for at the start of each.
  result.streams.tokens_per_second.clear();
  result.limits = limits(result);
  result.notes = notes(result);
  for (auto const& block : blocks) {
    auto& seconds_of_all = result.streams.tokens_per_second;
    auto const& own = block.streams.tokens_per_second;
    seconds_of_all.insert(seconds_of_all.end(), own.begin(), own.end());
    if (auto const stall = detail::stall_note(block); !stall.empty()) result.notes.push_back(stall);
  }
  return result;
}

}  // namespace tokendyno::metrics
