// SPDX-License-Identifier: MIT
#include <tokendyno/report/csv.hpp>

#include <doctest/doctest.h>

#include <array>
#include <string>

namespace report = tokendyno::report;

TEST_CASE("a field is quoted only where it must be") {
  CHECK(report::csv_field("plain text") == "plain text");
  CHECK(report::csv_field("") == "");
  CHECK(report::csv_field("a,b") == "\"a,b\"");
  CHECK(report::csv_field("say \"hi\"") == "\"say \"\"hi\"\"\"");
  CHECK(report::csv_field("two\nlines") == "\"two\nlines\"");
  CHECK(report::csv_field("two\rlines") == "\"two\rlines\"");
}

TEST_CASE("header and rows come from the same columns") {
  struct row {
    std::string name;
    int count;
  };
  constexpr std::array<report::csv_column<row>, 2> columns{{
      {"name", [](row const& r) { return r.name; }},
      {"count", [](row const& r) { return std::to_string(r.count); }},
  }};
  CHECK(report::csv_header(columns) == "name,count\n");
  CHECK(report::csv_row(columns, row{"a,b", 3}) == "\"a,b\",3\n");
  CHECK(report::csv_row(columns, row{"", 0}) == ",0\n");
}
