// SPDX-License-Identifier: MIT
#include <tokendyno/report/json_writer.hpp>

#include <doctest/doctest.h>

#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

namespace report = tokendyno::report;
using namespace std::string_view_literals;

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

TEST_CASE("strings are escaped") {
  CHECK(report::json_string("say \"hi\"\\\n\t\r") == R"("say \"hi\"\\\n\t\r")");
  CHECK(report::json_string("\0\x1f\x10"sv) == R"("\u0000\u001f\u0010")");
  CHECK(report::json_string("grün ≥ 日本 🙂") == "\"grün ≥ 日本 🙂\"");
  report::json_writer json;
  json.begin_object().member("a\"b", "c").end_object();
  CHECK(json.text() == "{\n  \"a\\\"b\": \"c\"\n}");
}

TEST_CASE("bytes that are not UTF-8 become U+FFFD") {
  constexpr auto fffd = "\xEF\xBF\xBD";
  auto const json = [](std::string_view text) { return report::json_string(text); };
  auto const of = [](std::initializer_list<std::string_view> parts) {
    std::string text = "\"";
    for (auto const part : parts) text += part;
    return text + '"';
  };
  CHECK(json("a\xFFz") == of({"a", fffd, "z"}));
  CHECK(json("\xC0\xAF") == of({fffd, fffd}));                      // overlong
  CHECK(json("\xE0\x80\x80") == of({fffd, fffd, fffd}));            // overlong
  CHECK(json("\xED\xA0\x80") == of({fffd, fffd, fffd}));            // surrogate
  CHECK(json("\xF4\x90\x80\x80") == of({fffd, fffd, fffd, fffd}));  // above U+10FFFF
  CHECK(json("\xF4\x8F\xBF\xBF") == of({"\xF4\x8F\xBF\xBF"}));
  CHECK(json("cut \xE2\x89") == of({"cut ", fffd, fffd}));
  CHECK(json("\xE2\x89x") == of({fffd, fffd, "x"}));
}

TEST_CASE("the width of text is its characters") {
  CHECK(report::utf8_width("≥ 12") == 4);
  CHECK(report::utf8_width("") == 0);
}
