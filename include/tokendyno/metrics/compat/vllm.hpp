// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/metrics/compat/request_figures.hpp>

#include <utility>

namespace tokendyno::metrics::compat {

/// As `vllm bench serve` reports (commit 02cfb53): every message with non-empty `choices` is a chunk, the role and
/// finish chunks too; TPOT = (E2E − TTFT) / (N − 1), left out for N ≤ 1; its ITL are the chunk gaps, pooled.
[[nodiscard]] inline request_figures vllm(record::request_record const& r) {
  auto chunks = messages(r, [](record::stream_read const& read) { return std::uint32_t{read.choices}; });
  request_figures f;
  if (!chunks.first) return f;
  f.ttft = *chunks.first - start(r);
  f.e2e = *chunks.last - start(r);
  if (r.output_tokens > 1) f.tpot = (*f.e2e - *f.ttft) / (r.output_tokens - 1);
  f.chunk_gaps = std::move(chunks.gaps);
  return f;
}

}  // namespace tokendyno::metrics::compat
