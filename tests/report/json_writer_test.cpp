// SPDX-License-Identifier: MIT
#include <tokendyno/report/json_writer.hpp>

#include <doctest/doctest.h>

#include <cstdint>
#include <limits>
#include <optional>

namespace report = tokendyno::report;

TEST_CASE("members, elements and indentation") {
  report::json_writer json;
  json.begin_object().member("a", 1).member("b", "x").begin_array("c").value(true).value(0.5).end_array();
  json.begin_object("d").end_object().begin_array("e").begin_object().member("f", false).end_object().end_array();
  json.end_object();
  CHECK(json.text() ==
        "{\n  \"a\": 1,\n  \"b\": \"x\",\n  \"c\": [\n    true,\n    0.5\n  ],\n  \"d\": {},\n"
        "  \"e\": [\n    {\n      \"f\": false\n    }\n  ]\n}");
}

TEST_CASE("undefined figures are null") {
  report::json_writer json;
  json.begin_array().value(std::numeric_limits<double>::quiet_NaN()).value(std::numeric_limits<double>::infinity());
  json.value(std::optional<double>{}).value(std::optional<double>{2.5}).value(std::nullopt).end_array();
  CHECK(json.text() == "[\n  null,\n  null,\n  null,\n  2.5,\n  null\n]");
}

TEST_CASE("names and strings are escaped") {
  report::json_writer json;
  json.begin_object().member("a\"b", "c\xFF").end_object();
  CHECK(json.text() == "{\n  \"a\\\"b\": \"c\xEF\xBF\xBD\"\n}");
}
