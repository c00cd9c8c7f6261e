// SPDX-License-Identifier: MIT
#include <tokendyno/text/json.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace tokendyno::text;
using namespace std::string_view_literals;

namespace {

std::string quoted(std::string_view text) {
  std::string out;
  append_json_string(out, text);
  return out;
}

}  // namespace

TEST_CASE("strings are escaped as RFC 8259 asks, and are valid UTF-8") {
  CHECK(quoted("") == R"("")");
  CHECK(quoted("a\"b\\c") == R"("a\"b\\c")");
  CHECK(quoted("\n\r\t") == R"("\n\r\t")");
  CHECK(quoted("\0\x1f\x7f"sv) == "\"\\u0000\\u001f\x7f\"");
  CHECK(quoted("é😀") == R"("é😀")");
  CHECK(quoted("\xFF") == R"("�")");
}

TEST_CASE("numbers are the shortest that read back") {
  std::string out;
  append_json_number(out, 0.1);
  append_json_number(out, -7);
  CHECK(out == "0.1-7");
}
