// SPDX-License-Identifier: MIT
#include <tokendyno/report/markdown.hpp>

#include <doctest/doctest.h>
#include <report/example_comparison.hpp>

namespace td = tokendyno;

TEST_CASE("a comparison in Markdown") {
  CHECK(td::report::markdown(example::comparison()) == R"(## Qwen2.5-1.5B on RTX 2000 Ada

| concurrency | max tokens | tok/s | p50 TTFT ms | p95 TTFT ms | p95 E2E ms | mean TPOT ms | failed | in words |
|---:|---:|---:|---:|---:|---:|---:|---:|---|
| 1 | 128 | 62.5 → 138 (+120 %) | 20.0 → 12.0 (-40 %) | 40.0 → 24.0 (-40 %) | 2048 → 931 (-55 %) | 16.0 → 7.20 (-55 %) | 0/200 → 0/200 | AWQ 2.20x tok/s, p95 E2E -55 % |
| 16 | 128 | 800 → 1376 (+72 %) | 50.0 → 55.0 (+10 %) | 100 → 110 (+10 %) | 2570 → 1516 (-41 %) | 19.0 → 11.0 (-42 %) | 0/200 → 0/200 | AWQ 1.72x tok/s, p95 E2E -41 % |

- Figures are BF16 → AWQ (change); failed requests are in no latency.
- More tok/s at max tokens 128: AWQ at concurrency 1, 16.
- BF16, max tokens 128: saturation not reached: the token rate still rises at concurrency 16, 800 tok/s.
- AWQ, max tokens 128: saturation not reached: the token rate still rises at concurrency 16, 1376 tok/s.
- One run per cell.
)");
}

TEST_CASE("words cannot break the table") {
  auto c = example::comparison();
  c.title = "a|b\n# c <script>";
  c.candidate = "x | y";
  auto const text = td::report::markdown(c);
  CHECK(text.starts_with("## a\\|b \\# c \\<script\\>\n\n| concurrency |"));
  CHECK(text.find("x \\| y 2.20x tok/s") != std::string::npos);
}
