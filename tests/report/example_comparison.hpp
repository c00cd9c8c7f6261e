// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/report/comparison.hpp>

#include <report/example_run.hpp>

#include <cstdint>
#include <optional>

namespace example {

inline std::optional<td::stats::quantile_estimate> exact(double milliseconds) {
  return td::stats::quantile_estimate{ms(milliseconds), false};
}

inline td::report::arm_figures arm(double tok_s, double ttft, double e2e, double tpot) {
  return {.output_tokens_per_second = tok_s,
          .ttft_p50 = exact(ttft),
          .ttft_p95 = exact(2 * ttft),
          .e2e_p50 = exact(0.9 * e2e),
          .e2e_p95 = exact(e2e),
          .tpot_mean = exact(tpot),
          .issued = 200,
          .completed = 200,
          .failed = 0};
}

inline td::report::comparison comparison() {
  td::report::comparison c;
  c.title = "Qwen2.5-1.5B on RTX 2000 Ada";
  c.baseline = "BF16";
  c.candidate = "AWQ";
  c.cells = {{1, 128, arm(62.5, 20, 2048, 16), arm(137.5, 12, 930.9, 7.2)},
             {16, 128, arm(800, 50, 2570, 19), arm(1376, 55, 1516.3, 11)}};
  c.notes = {"One run per cell."};
  return c;
}

}  // namespace example
