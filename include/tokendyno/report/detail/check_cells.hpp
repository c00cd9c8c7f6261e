// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/metrics/cross_check.hpp>
#include <tokendyno/report/detail/words.hpp>
#include <tokendyno/text/number.hpp>

#include <string>
#include <vector>

namespace tokendyno::report::detail {

inline std::string check_value(metrics::check_row const& row, double value) {
  return row.unit == "ms" ? text::fixed(value, 2) : text::number(value);
}

/// `+0.25`, `-3`, `0`.
inline std::string signed_check_value(metrics::check_row const& row) {
  auto const text = check_value(row, row.difference());
  return (row.difference() > 0 ? "+" : "") + text;
}

/// What stands in the last column.
inline std::string check_verdict(metrics::check_row const& row) {
  auto const agrees = row.agrees();
  if (!agrees) return "cannot tell: " + row.cannot_tell;
  return *agrees ? "agrees" : "disagrees";
}

/// The column names of the server's own figures, where people read them.
inline std::vector<std::string> check_header() {
  return {"figure", "ours", "theirs", "difference", "may differ by", "their source", "verdict"};
}

/// The fields of one row, in the order of the header.
inline std::vector<std::string> check_line(metrics::check_row const& row) {
  return {row.figure,
          check_value(row, row.ours),
          check_value(row, row.theirs),
          signed_check_value(row),
          check_value(row, row.bound),
          row.source,
          check_verdict(row)};
}

}  // namespace tokendyno::report::detail
