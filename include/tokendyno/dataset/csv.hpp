// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/error.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tokendyno::dataset {

/// A table of text with named columns.
struct csv_table {
  std::vector<std::string> header{};
  std::vector<std::vector<std::string>> rows{};  ///< each as long as the header

  /// Position of the column `name`. Throws `setup_error` that names it if there is none.
  [[nodiscard]] std::size_t column(std::string_view name) const {
    auto const found = std::find(header.begin(), header.end(), name);
    if (found == header.end()) throw setup_error{"the CSV has no column \"" + std::string{name} + "\""};
    return static_cast<std::size_t>(found - header.begin());
  }
};

/// Reads comma-separated values with a header line (RFC 4180): quoted fields may hold commas, line ends and doubled
/// quotes; lines end in LF or CRLF; empty lines are left out. Throws `setup_error` for a text without a header, a line
/// with another number of fields (it names the line), or a quote that is not closed.
[[nodiscard]] inline csv_table read_csv(std::string_view text) {
  csv_table table;
  std::vector<std::string> fields{{}};
  std::size_t line = 1;
  bool quoted = false;
  auto const end_row = [&] {
    bool const blank = fields.size() == 1 && fields.front().empty();
    if (!blank && table.header.empty()) {
      table.header = std::move(fields);
    } else if (!blank) {
      if (fields.size() != table.header.size()) {
        throw setup_error{"line " + std::to_string(line) + " of the CSV has " + std::to_string(fields.size()) +
                          " fields, its header has " + std::to_string(table.header.size())};
      }
      table.rows.push_back(std::move(fields));
    }
    fields.assign(1, {});
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    char const c = text[i];
    if (quoted) {
      if (c == '\n') ++line;
      if (c != '"') {
        fields.back() += c;
      } else if (i + 1 < text.size() && text[i + 1] == '"') {
        fields.back() += text[++i];
      } else {
        quoted = false;
      }
    } else if (c == '"') {
      quoted = true;
    } else if (c == ',') {
      fields.emplace_back();
    } else if (c == '\n') {
      end_row();
      ++line;
    } else if (c != '\r' || i + 1 == text.size() || text[i + 1] != '\n') {
      fields.back() += c;
    }
  }
  if (quoted) throw setup_error{"the CSV ends inside a quoted field"};
  end_row();
  if (table.header.empty()) throw setup_error{"the CSV is empty"};
  return table;
}

}  // namespace tokendyno::dataset
