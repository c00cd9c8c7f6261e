// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/metrics/compat/request_figures.hpp>

namespace tokendyno::metrics::compat {

/// As GuideLLM reports (commit ee7a774): lines with content, reasoning or tool calls are tokens; ITL is the mean
/// (last − first) / (N − 1) of a request, which others call TPOT; TPOT = (last − start) / N holds the first token
/// too; E2E ends at [DONE], without one at the end of the body.
[[nodiscard]] inline request_figures guidellm(record::request_record const& r) {
  auto const tokens = messages(
      r, [](record::stream_read const& read) { return std::uint32_t{read.text} + read.reasoning + read.tool; });
  auto const output = messages(r, [](record::stream_read const& read) { return std::uint32_t{read.text} + read.tool; });
  request_figures f;
  if (output.first) f.ttfot = *output.first - start(r);
  if (tokens.first) {
    f.ttft = *tokens.first - start(r);
    if (r.output_tokens > 1) f.itl = duration{*tokens.last - *tokens.first} / (r.output_tokens - 1);
    if (r.output_tokens > 0) f.tpot = duration{*tokens.last - start(r)} / r.output_tokens;
  }
  f.e2e = r.done.value_or(r.closed) - start(r);
  return f;
}

}  // namespace tokendyno::metrics::compat
