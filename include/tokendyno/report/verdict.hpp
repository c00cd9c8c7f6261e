// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/report/comparison.hpp>
#include <tokendyno/report/detail/words.hpp>
#include <tokendyno/text/number.hpp>

#include <cmath>
#include <string>

namespace tokendyno::report {

/// A change as people write it: `+57 %`, below a tenth with one more digit: `-4.2 %`.
[[nodiscard]] inline std::string signed_percent(double change) {
  double const percent = 100 * change;
  auto const text = text::fixed(percent, std::abs(percent) < 9.95 ? 1 : 0);
  return (text.front() == '-' ? "" : "+") + text + " %";
}

/// One sentence on a cell, e.g. `AWQ 1.72x tok/s, p95 E2E -41 %`: what was measured, no claim of significance.
[[nodiscard]] inline std::string verdict(comparison const& c, comparison_cell const& cell) {
  auto const speed = change(cell.baseline.output_tokens_per_second, cell.candidate.output_tokens_per_second);
  auto const e2e = change(cell.baseline.e2e_p95, cell.candidate.e2e_p95);
  std::string text = detail::printable(c.candidate) + " ";
  text += speed ? text::fixed(1 + *speed, 2) + "x tok/s" : std::string{"tok/s not comparable"};
  text += e2e ? ", p95 E2E " + signed_percent(*e2e) : std::string{", p95 E2E not comparable"};
  if (cell.baseline.failed + cell.candidate.failed > 0)
    text += ", failed " + text::number(cell.candidate.failed) + " of " + text::number(cell.candidate.issued) +
            " against " + text::number(cell.baseline.failed) + " of " + text::number(cell.baseline.issued);
  return text;
}

}  // namespace tokendyno::report
