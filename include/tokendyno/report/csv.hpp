// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace tokendyno::report {

/// `text` as a CSV field: quoted where it holds a comma, a quote or a line break, quotes doubled (RFC 4180 §2).
[[nodiscard]] inline std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string{text};
  std::string out = "\"";
  for (char const c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out += '"';
}

/// A column of a CSV file: its name and what stands in it for a row. Name and content stand side by side, so that a
/// header cannot get out of step with its rows.
template <typename Row>
struct csv_column {
  std::string_view name;
  std::string (*cell)(Row const&);
};

/// The header line of `columns`, ended by a line feed.
template <typename Row, std::size_t Columns>
[[nodiscard]] std::string csv_header(std::array<csv_column<Row>, Columns> const& columns) {
  std::string line;
  for (auto const& column : columns) (line += csv_field(column.name)) += ',';
  line.back() = '\n';
  return line;
}

/// The line of `row`, ended by a line feed. An undefined figure is an empty field.
template <typename Row, std::size_t Columns>
[[nodiscard]] std::string csv_row(std::array<csv_column<Row>, Columns> const& columns, Row const& row) {
  std::string line;
  for (auto const& column : columns) (line += csv_field(column.cell(row))) += ',';
  line.back() = '\n';
  return line;
}

}  // namespace tokendyno::report
