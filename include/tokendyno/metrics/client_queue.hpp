// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/record/request_record.hpp>

#include <optional>

namespace tokendyno::metrics {

/// How late a request was sent: from the scheduled instant to the send. Empty for one that was never sent. In open
/// loop it is the wait for a free connection, and large values say that the client was the bottleneck
/// (docs/concepts.md#load).
[[nodiscard]] inline std::optional<duration> client_queue(record::request_record const& r) {
  if (r.sent < r.scheduled) return std::nullopt;
  return r.sent - r.scheduled;
}

}  // namespace tokendyno::metrics
