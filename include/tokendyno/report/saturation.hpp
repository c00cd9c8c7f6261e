// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/metrics/saturation.hpp>
#include <tokendyno/report/comparison.hpp>
#include <tokendyno/report/detail/answer_lengths.hpp>
#include <tokendyno/report/detail/words.hpp>
#include <tokendyno/text/number.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tokendyno::report {

/// One sentence on where a server gives up, e.g. `saturated at concurrency 4, 321 tok/s: with 16 in flight 309 tok/s,
/// and p50 E2E grows from 690 to 1500 ms`; or that this was not reached, and why (docs/concepts.md#saturation).
[[nodiscard]] inline std::string saturation_text(metrics::saturation const& s) {
  auto const at =
      "concurrency " + text::number(s.at.concurrency) + ", " + detail::rough(s.at.output_tokens_per_second) + " tok/s";
  if (s.still_rising()) return "saturation not reached: the token rate still rises at " + at;
  auto const last = "with " + text::number(s.last.concurrency) + " in flight " +
                    detail::rough(s.last.output_tokens_per_second) + " tok/s, and p50 E2E ";
  auto const ms = detail::rough_ms(s.at.e2e) + " to " + detail::rough_ms(s.last.e2e) + " ms";
  if (s.reached()) return "saturated at " + at + ": " + last + "grows from " + ms;
  return "the token rate rises no more beyond " + at + ": " + last + "does not grow (" + ms +
         "); something before the server may limit the load";
}

namespace detail {

/// The levels of one arm at one answer length.
inline std::vector<metrics::load_level> levels_of(comparison const& c, std::uint32_t max_tokens,
                                                  arm_figures comparison_cell::* arm) {
  std::vector<metrics::load_level> levels;
  for (auto const& cell : c.cells) {
    auto const& figures = cell.*arm;
    if (cell.max_tokens != max_tokens || !figures.whole || !figures.output_tokens_per_second || !figures.e2e_p50)
      continue;
    levels.push_back({.concurrency = cell.concurrency,
                      .output_tokens_per_second = *figures.output_tokens_per_second,
                      .e2e = figures.e2e_p50->value});
  }
  return levels;
}

}  // namespace detail

/// A sentence for each arm and answer length of a comparison that has at least two levels, e.g.
/// `BF16, max tokens 128: saturated at concurrency 4, …`.
[[nodiscard]] inline std::vector<std::string> saturation_lines(comparison const& c) {
  std::vector<std::string> lines;
  for (auto const length : detail::answer_lengths(c)) {
    auto const add = [&](std::string const& name, arm_figures comparison_cell::* arm) {
      auto const found = metrics::find_saturation(detail::levels_of(c, length, arm));
      if (found) lines.push_back(name + ", max tokens " + text::number(length) + ": " + saturation_text(*found) + ".");
    };
    add(c.baseline, &comparison_cell::baseline);
    add(c.candidate, &comparison_cell::candidate);
  }
  return lines;
}

}  // namespace tokendyno::report
