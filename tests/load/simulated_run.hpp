// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/load/session.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <queue>
#include <vector>

// A session driven by virtual time against a server whose answers take as long as a function says.
namespace simulated {

namespace td = tokendyno;

struct request {
  td::load::ticket ticket;
  td::time_point sent{};
  td::time_point ended{};
};

inline constexpr td::time_point start{std::chrono::seconds{500}};

struct run {
  std::vector<request> requests;
  std::size_t most_in_flight = 0;

  /// Requests that were sent and had not ended at `t`.
  std::size_t in_flight(td::time_point t) const {
    return static_cast<std::size_t>(
        std::count_if(requests.begin(), requests.end(), [&](request const& r) { return r.sent <= t && t < r.ended; }));
  }
  std::size_t measured() const {
    return static_cast<std::size_t>(
        std::count_if(requests.begin(), requests.end(), [](request const& r) { return r.ticket.measured; }));
  }
  std::size_t ended_within(td::time_point from, td::time_point to) const {
    return static_cast<std::size_t>(std::count_if(requests.begin(), requests.end(),
                                                  [&](request const& r) { return from <= r.ended && r.ended < to; }));
  }
};

/// Runs `session` to its end; `service(index)` is how long an answer takes. At `stop_at` the user stops the run.
inline run drive(td::load::session& session, std::function<td::duration(std::uint64_t)> const& service,
                 std::optional<td::time_point> stop_at = {}) {
  using end = std::pair<td::time_point, std::size_t>;
  std::priority_queue<end, std::vector<end>, std::greater<>> ends;
  run result;
  td::time_point now = start;
  while (!session.finished()) {
    while (auto const ticket = session.issue(now)) {
      result.requests.push_back({*ticket, now, now + service(ticket->index)});
      ends.push({result.requests.back().ended, result.requests.size() - 1});
      result.most_in_flight = std::max(result.most_in_flight, ends.size());
    }
    auto next = session.next_issue();
    if (!ends.empty() && (!next || ends.top().first <= *next)) next = ends.top().first;
    if (!next) break;
    if (stop_at && *next >= *stop_at) {
      session.stop_now(*stop_at);
      stop_at.reset();
      continue;
    }
    now = std::max(now, *next);
    if (!ends.empty() && ends.top().first <= now) {
      ends.pop();
      session.ended(now);
    }
  }
  return result;
}

/// Between 300 and 1,000 ms, different for each request and never equal for neighbours.
inline td::duration varied(std::uint64_t index) {
  return std::chrono::milliseconds{300 + static_cast<std::int64_t>(index * 7919 % 701)};
}

}  // namespace simulated
