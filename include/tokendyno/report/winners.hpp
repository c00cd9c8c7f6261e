// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/report/comparison.hpp>
#include <tokendyno/report/detail/answer_lengths.hpp>
#include <tokendyno/text/number.hpp>

#include <cmath>
#include <string>
#include <vector>

namespace tokendyno::report {

/// Token rates of two arms that differ by less than this are called even: one run tells them no further apart.
inline constexpr double even_below = 0.02;

/// A sentence for each answer length on which arm has the higher token rate at which concurrency, e.g.
/// `More tok/s at max tokens 64: q8_0 at concurrency 1; bf16 at concurrency 4, 8.` What was measured, no claim of
/// significance. A load at which the rates cannot be compared, or that was cut short, is left
/// out.
[[nodiscard]] inline std::vector<std::string> winner_lines(comparison const& c) {
  std::vector<std::string> lines;
  for (auto const length : detail::answer_lengths(c)) {
    std::string baseline;
    std::string candidate;
    std::string neither;
    for (auto const& cell : c.cells) {
      auto const more = change(cell.baseline.output_tokens_per_second, cell.candidate.output_tokens_per_second);
      if (cell.max_tokens != length || !more || !cell.baseline.whole || !cell.candidate.whole) continue;
      auto& loads = std::abs(*more) < even_below ? neither : *more > 0 ? candidate : baseline;
      loads += (loads.empty() ? " at concurrency " : ", ") + text::number(cell.concurrency);
    }
    std::string line;
    auto const add = [&line](std::string const& name, std::string const& loads) {
      if (!loads.empty()) line += (line.empty() ? " " : "; ") + name + loads;
    };
    add(c.baseline, baseline);
    add(c.candidate, candidate);
    add("about even", neither);
    if (!line.empty()) lines.push_back("More tok/s at max tokens " + text::number(length) + ":" + line + ".");
  }
  return lines;
}

}  // namespace tokendyno::report
