// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/metrics/compat/request_figures.hpp>

#include <cstdint>

namespace tokendyno::metrics::compat {

/// As LLMPerf reports (commit f1d6bed): only answer text is a token, so TTFT of a reasoning model comes late; ITL is
/// the sum of the gaps, TTFT among them, over the number of data events with `choices`, role and finish chunks too;
/// E2E ends with the stream. The tool fails on comments and on events without `choices`: they are passed over here.
[[nodiscard]] inline request_figures llmperf(record::request_record const& r) {
  auto const tokens = messages(r, [](record::stream_read const& read) { return std::uint32_t{read.text}; });
  auto const events = messages(r, [](record::stream_read const& read) { return std::uint32_t{read.choices}; });
  request_figures f;
  if (tokens.first && events.count > 0) {
    f.ttft = *tokens.first - start(r);
    f.itl = f.tpot = duration{*tokens.last - start(r)} / static_cast<std::int64_t>(events.count);
  }
  f.e2e = r.closed - start(r);
  return f;
}

}  // namespace tokendyno::metrics::compat
