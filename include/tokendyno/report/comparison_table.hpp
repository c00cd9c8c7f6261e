// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/report/comparison.hpp>
#include <tokendyno/report/detail/comparison_checks.hpp>
#include <tokendyno/report/detail/comparison_lines.hpp>
#include <tokendyno/report/detail/words.hpp>
#include <tokendyno/report/text_grid.hpp>
#include <tokendyno/report/verdict.hpp>

#include <ostream>
#include <string>

namespace tokendyno::report {

/// A comparison as a table for the terminal: `std::cout << report::comparison_table{comparison}`.
struct comparison_table {
  report::comparison const& comparison;
};

/// The text of the table: a line a cell, then a sentence a cell, then what the servers' own figures say, then the
/// notes.
[[nodiscard]] inline std::string comparison_text(comparison const& c) {
  text_grid grid;
  // Without TPOT, to stay within a terminal's width.
  grid.add({"conc", "tokens", "tok/s", "p50 TTFT ms", "p95 TTFT ms", "p95 E2E ms", "failed"});
  for (auto const& cell : c.cells) {
    auto line = detail::comparison_line(cell);
    line.erase(line.end() - 2);
    grid.add(line);
  }
  std::string text = c.title.empty() ? std::string{} : detail::printable(c.title) + "\n\n";
  text += grid.text() + '\n';
  for (auto const& cell : c.cells) {
    auto const line = detail::comparison_line(cell);
    text += "concurrency " + line[0] + ", max tokens " + line[1] + ": " + verdict(c, cell) + '\n';
  }
  if (auto const checks = detail::comparison_check_summaries(c); !checks.empty()) {
    text += '\n' + std::string{detail::checks_title} + '\n';
    for (auto const& line : checks) text += detail::printable(line) + '\n';
  }
  text += '\n';
  for (auto const& note : detail::comparison_notes(c)) text += "- " + detail::printable(note) + '\n';
  return text;
}

/// Writes the table to `out`.
inline std::ostream& operator<<(std::ostream& out, comparison_table const& t) {
  return out << comparison_text(t.comparison);
}

}  // namespace tokendyno::report
