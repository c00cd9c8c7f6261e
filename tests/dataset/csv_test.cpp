// SPDX-License-Identifier: MIT
#include <tokendyno/dataset/csv.hpp>

#include <tokendyno/dataset/text_file.hpp>

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace td = tokendyno;
using row = std::vector<std::string>;

TEST_CASE("fields may be quoted, lines may end in CRLF, empty ones are left out") {
  auto const table = td::dataset::read_csv("a,b\r\n1,\"x, \"\"y\"\"\nz\"\n\n,last");
  CHECK(table.header == row{"a", "b"});
  REQUIRE(table.rows.size() == 2);
  CHECK(table.rows[0] == row{"1", "x, \"y\"\nz"});
  CHECK(table.rows[1] == row{"", "last"});
  CHECK(table.column("b") == 1);
}

TEST_CASE("what is wrong with a table is said") {
  CHECK_THROWS_WITH_AS(static_cast<void>(td::dataset::read_csv("a,b\n1,2\n3\n")),
                       "line 3 of the CSV has 1 fields, its header has 2", td::setup_error);
  CHECK_THROWS_WITH_AS(static_cast<void>(td::dataset::read_csv("a\n\"x")), "the CSV ends inside a quoted field",
                       td::setup_error);
  CHECK_THROWS_WITH_AS(static_cast<void>(td::dataset::read_csv("\n")), "the CSV is empty", td::setup_error);
  CHECK_THROWS_WITH_AS(static_cast<void>(td::dataset::read_csv("a").column("tok_s")), "the CSV has no column \"tok_s\"",
                       td::setup_error);
}

TEST_CASE("a file that is not there is told by name") {
  CHECK_THROWS_WITH_AS(static_cast<void>(td::dataset::read_text_file("/no/such/file")),
                       "cannot read /no/such/file: No such file or directory", td::setup_error);
  CHECK_THROWS_AS(static_cast<void>(td::dataset::read_text_file("/tmp")), td::setup_error);
}
