// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/record/outcome.hpp>

#include <algorithm>
#include <chrono>
#include <optional>

namespace tokendyno::client {

/// How long each phase of a request may take before it is given up. Noticed within 10 ms.
struct timeouts {
  duration connect = std::chrono::seconds{5};        ///< until the connection is up
  duration first_token = std::chrono::seconds{300};  ///< from the send to the first token of a stream
  duration idle = std::chrono::seconds{60};          ///< between tokens; comments and empty events do not feed it
  duration total = std::chrono::seconds{900};        ///< from the send to the end of the answer
};

/// When a request in flight is given up, and what it is called then.
struct expiry {
  time_point at{};
  record::outcome reason = record::outcome::timeout_total;
};

/// The next expiry of a request sent at `sent` whose last token, if any, came at `last_token`. An answer in one piece
/// (not `streamed`) shows no token before its end, so that only the total limit holds.
[[nodiscard]] inline expiry next_expiry(timeouts const& limits, time_point sent, std::optional<time_point> last_token,
                                        bool streamed = true) {
  expiry const total{sent + limits.total, record::outcome::timeout_total};
  if (!streamed) return total;
  expiry const phase = last_token ? expiry{*last_token + limits.idle, record::outcome::timeout_idle}
                                  : expiry{sent + limits.first_token, record::outcome::timeout_first_token};
  return phase.at < total.at ? phase : total;
}

}  // namespace tokendyno::client
