// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/client/http_get.hpp>
#include <tokendyno/client/probe.hpp>
#include <tokendyno/client/route.hpp>
#include <tokendyno/core/time.hpp>
#include <tokendyno/metrics/run_totals.hpp>
#include <tokendyno/telemetry/find_counters.hpp>
#include <tokendyno/telemetry/server_counters.hpp>

#include <chrono>
#include <optional>
#include <stop_token>
#include <thread>
#include <utility>

namespace tokendyno {

/// What the server of `to` counts, by its page of metrics; empty if it has none. Blocking, at most 4 s.
[[nodiscard]] inline std::optional<telemetry::server_counters> scrape_counters(client::route const& to,
                                                                               std::stop_token const& stop = {}) {
  auto const page = client::http_get(to, client::server_root(to.url.path) + "/metrics", std::chrono::seconds{2}, stop);
  if (!page.ok()) return std::nullopt;
  return telemetry::find_counters(page.body, to.target.model);
}

namespace detail {

/// True if the server has counted all that we have seen.
inline bool caught_up(telemetry::server_counters const& grown, metrics::run_totals const& ours) {
  return grown.generated_tokens.value_or(ours.output_tokens) == ours.output_tokens &&
         grown.requests_succeeded.value_or(ours.completed) == ours.completed;
}

}  // namespace detail

/// What the server has counted since `before`, once it has counted all that `ours` holds or its counters have been
/// still for 250 ms: engines count after they have answered. Blocking: one page, then about 1 s and one more at most.
/// Empty without a page or a counter.
[[nodiscard]] inline std::optional<telemetry::counter_growth> settled_growth(client::route const& to,
                                                                             telemetry::server_counters const& before,
                                                                             metrics::run_totals const& ours,
                                                                             std::stop_token const& stop = {}) {
  constexpr auto still = std::chrono::milliseconds{250};
  constexpr auto pause = std::chrono::milliseconds{50};
  auto seen = scrape_counters(to, stop);
  auto changed = clock::now();
  auto const end = changed + std::chrono::seconds{1};
  while (seen) {
    auto grown = telemetry::growth(before, *seen);
    auto const now = clock::now();
    if (detail::caught_up(grown.counters, ours) || now >= end || now - changed >= still || stop.stop_requested()) {
      if (grown.counters == telemetry::server_counters{} && grown.reset.empty()) return std::nullopt;
      return grown;
    }
    std::this_thread::sleep_for(pause);
    auto next = scrape_counters(to, stop);
    if (!next || next == seen) continue;  // a page that does not come takes nothing from what was read
    changed = clock::now();
    seen = std::move(next);
  }
  return std::nullopt;
}

}  // namespace tokendyno
