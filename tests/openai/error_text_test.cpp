// SPDX-License-Identifier: MIT
#include <tokendyno/openai/error_text.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>

namespace {

std::string error_text(std::string_view text) {
  std::string out = "before";
  tokendyno::openai::assign_error_text(out, text);
  return out;
}

}  // namespace

TEST_CASE("an error text is one clean line of at most 200 bytes") {
  CHECK(error_text(" \r\n a\tb\x01 c\n") == "a b  c");
  CHECK(error_text(" \n").empty());
  CHECK(error_text("\xFF") == "�");
  CHECK(error_text(std::string(300, 'x')) == std::string(200, 'x'));
  auto const stray = error_text(std::string(150, '\xFF'));
  CHECK(stray.size() == 198);
  std::string expected;
  for (int i = 0; i < 66; ++i) expected += "�";
  CHECK(stray == expected);
}
