// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/report/comparison.hpp>
#include <tokendyno/report/detail/check_cells.hpp>
#include <tokendyno/text/number.hpp>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace tokendyno::report::detail {

/// The heading over the server's own figures of a comparison.
inline constexpr char const* checks_title = "Servers' own figures, over the whole runs";

/// Calls `visit(cell, name of the arm, its rows)` for each arm with figures of its server.
template <typename Visit>
void for_each_checked_arm(comparison const& c, Visit visit) {
  for (auto const& cell : c.cells) {
    if (!cell.baseline.checks.empty()) visit(cell, c.baseline, cell.baseline.checks);
    if (!cell.candidate.checks.empty()) visit(cell, c.candidate, cell.candidate.checks);
  }
}

/// The column names of the servers' own figures.
inline std::vector<std::string> comparison_check_header() {
  std::vector<std::string> header{"concurrency", "max tokens", "arm"};
  for (auto& name : check_header()) header.push_back(std::move(name));
  return header;
}

/// One line for each figure of each arm at each load; empty if no server tells any.
inline std::vector<std::vector<std::string>> comparison_check_lines(comparison const& c) {
  std::vector<std::vector<std::string>> lines;
  for_each_checked_arm(c, [&](comparison_cell const& cell, std::string const& arm, auto const& rows) {
    for (auto const& row : rows) {
      std::vector<std::string> line{text::number(cell.concurrency), text::number(cell.max_tokens), arm};
      for (auto& field : check_line(row)) line.push_back(std::move(field));
      lines.push_back(std::move(line));
    }
  });
  return lines;
}

/// One line for each arm at each load, e.g. `concurrency 4, max tokens 128, bf16: 6 of 6 agree`, and which do not.
inline std::vector<std::string> comparison_check_summaries(comparison const& c) {
  std::vector<std::string> lines;
  for_each_checked_arm(c, [&](comparison_cell const& cell, std::string const& arm, auto const& rows) {
    std::uint64_t agree = 0;
    std::string others;
    for (auto const& row : rows) {
      if (row.agrees() == true) {
        ++agree;
        continue;
      }
      others += "; " + row.figure + " " + check_value(row, row.ours) + " against " + check_value(row, row.theirs) +
                " (" + row.source + ") " + check_verdict(row);
    }
    lines.push_back("concurrency " + text::number(cell.concurrency) + ", max tokens " + text::number(cell.max_tokens) +
                    ", " + arm + ": " + text::number(agree) + " of " + text::number(rows.size()) + " agree" + others);
  });
  return lines;
}

}  // namespace tokendyno::report::detail
