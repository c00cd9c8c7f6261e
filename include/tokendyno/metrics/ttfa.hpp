// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/record/request_record.hpp>

#include <optional>

namespace tokendyno::metrics {

/// Time to first answer token: from the send to the first event with a token that is not reasoning. Empty without
/// one, as in an answer that is all thought, and for an answer that was not streamed (docs/concepts.md#ttfa).
[[nodiscard]] inline std::optional<duration> ttfa(record::request_record const& r) {
  if (!r.streamed || !r.answer) return std::nullopt;
  return *r.answer - r.sent;
}

}  // namespace tokendyno::metrics
