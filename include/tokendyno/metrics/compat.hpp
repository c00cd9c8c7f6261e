// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/error.hpp>
#include <tokendyno/core/time.hpp>
#include <tokendyno/metrics/compat/aiperf.hpp>
#include <tokendyno/metrics/compat/guidellm.hpp>
#include <tokendyno/metrics/compat/llmperf.hpp>
#include <tokendyno/metrics/compat/mlperf.hpp>
#include <tokendyno/metrics/compat/request_figures.hpp>
#include <tokendyno/metrics/compat/vllm.hpp>
#include <tokendyno/record/request_record.hpp>
#include <tokendyno/stats/quantile.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace tokendyno::metrics::compat {

/// A tool whose rules can be applied to our records, so that published figures compare like with like.
enum class profile : std::uint8_t { vllm, guidellm, aiperf, llmperf, mlperf };

/// All profiles.
inline constexpr std::array<profile, 5> profiles{profile::vllm, profile::guidellm, profile::aiperf, profile::llmperf,
                                                 profile::mlperf};

/// The name of `p`.
[[nodiscard]] constexpr std::string_view name(profile p) noexcept {
  constexpr std::array<std::string_view, 5> names{"vllm", "guidellm", "aiperf", "llmperf", "mlperf"};
  return names[static_cast<std::size_t>(p)];
}

/// The profile called `word`. Throws `invalid_argument` if there is none.
[[nodiscard]] inline profile parse_profile(std::string_view word) {
  for (auto const p : profiles)
    if (name(p) == word) return p;
  throw invalid_argument("profile: expected vllm, guidellm, aiperf, llmperf or mlperf");
}

/// What the tool `p` reports for `r`, which must have its reads. The caller leaves failed requests out, as every
/// tool does.
[[nodiscard]] inline request_figures figures(profile p, record::request_record const& r) {
  switch (p) {
    case profile::vllm: return vllm(r);
    case profile::guidellm: return guidellm(r);
    case profile::aiperf: return aiperf(r);
    case profile::llmperf: return llmperf(r);
    case profile::mlperf: break;
  }
  return mlperf(r);
}

/// The `q`-quantile of ascending samples by the rule of `p`: nearest rank for guidellm, index ⌊nq⌋ for mlperf, type 7
/// for the others. Throws as `stats::quantile`.
[[nodiscard]] inline duration quantile(profile p, std::span<duration const> sorted, double q) {
  if (p == profile::guidellm) return stats::quantile_nearest_rank(sorted, q);
  if (p == profile::mlperf) return stats::quantile_mlperf(sorted, q);
  return stats::quantile(sorted, q);
}

}  // namespace tokendyno::metrics::compat
