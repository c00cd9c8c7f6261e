// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/metrics/compat/request_figures.hpp>

#include <utility>

namespace tokendyno::metrics::compat {

/// As NVIDIA AIPerf reports (commit db4f639), and genai-perf: responses with content or reasoning count, tool calls
/// are not seen; ITL = (E2E − TTFT) / (N − 1) of a request, also called TPOT; E2E ends at the last such response.
/// The tool refuses chunk gaps of 0; they stand here.
[[nodiscard]] inline request_figures aiperf(record::request_record const& r) {
  auto responses =
      messages(r, [](record::stream_read const& read) { return std::uint32_t{read.text} + read.reasoning; });
  request_figures f;
  if (!responses.first) return f;
  f.ttft = *responses.first - start(r);
  f.e2e = *responses.last - start(r);
  if (r.output_tokens > 1) f.itl = f.tpot = (*f.e2e - *f.ttft) / (r.output_tokens - 1);
  f.chunk_gaps = std::move(responses.gaps);
  return f;
}

}  // namespace tokendyno::metrics::compat
