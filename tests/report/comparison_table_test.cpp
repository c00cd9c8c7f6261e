// SPDX-License-Identifier: MIT
#include <tokendyno/report/comparison_table.hpp>

#include <doctest/doctest.h>
#include <report/example_comparison.hpp>

#include <sstream>
#include <string>

namespace td = tokendyno;

TEST_CASE("a comparison at a glance") {
  std::ostringstream out;
  auto const c = example::comparison();
  out << td::report::comparison_table{c};
  CHECK(out.str() == R"(Qwen2.5-1.5B on RTX 2000 Ada

conc  tokens                tok/s          p50 TTFT ms          p95 TTFT ms           p95 E2E ms         failed
1        128  62.5 → 138 (+120 %)  20.0 → 12.0 (-40 %)  40.0 → 24.0 (-40 %)   2048 → 931 (-55 %)  0/200 → 0/200
16       128   800 → 1376 (+72 %)  50.0 → 55.0 (+10 %)    100 → 110 (+10 %)  2570 → 1516 (-41 %)  0/200 → 0/200

concurrency 1, max tokens 128: AWQ 2.20x tok/s, p95 E2E -55 %
concurrency 16, max tokens 128: AWQ 1.72x tok/s, p95 E2E -41 %

- Figures are BF16 → AWQ (change); failed requests are in no latency.
- More tok/s at max tokens 128: AWQ at concurrency 1, 16.
- BF16, max tokens 128: saturation not reached: the token rate still rises at concurrency 16, 800 tok/s.
- AWQ, max tokens 128: saturation not reached: the token rate still rises at concurrency 16, 1376 tok/s.
- One run per cell.
)");
}

TEST_CASE("lower bounds are explained, undefined figures are dashes") {
  auto c = example::comparison();
  c.cells[0].candidate.e2e_p95->at_least = true;
  c.cells[0].baseline.ttft_p50.reset();
  auto const text = td::report::comparison_text(c);
  CHECK(text.find("2048 → ≥ 931  ") != std::string::npos);
  CHECK(text.find("- → 12.0  ") != std::string::npos);
  CHECK(text.find("≥: at least") != std::string::npos);
  CHECK(td::report::comparison_text(example::comparison()).find("≥") == std::string::npos);
}
