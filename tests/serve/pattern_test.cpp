// SPDX-License-Identifier: MIT
#include <tokendyno/serve/pattern.hpp>

#include <doctest/doctest.h>

namespace td = tokendyno;

TEST_CASE("names in a pattern stand for values, which are not looked at again") {
  td::serve::values known;
  known.set("a", "1").set("a_b", "$a").set_text("text", "say \"hi\"\n");
  CHECK(known.filled("") == "");
  CHECK(known.filled("no name") == "no name");
  CHECK(known.filled("$a") == "1");
  CHECK(known.filled("<$a$a_b@main>") == "<1$a@main>");
  CHECK(known.filled(R"({"t":"$text"})") == R"({"t":"say \"hi\"\n"})");
  CHECK(known.filled("$unknown, $, $A costs $") == "$unknown, $, $A costs $");
  CHECK(known.set("a", "2").filled("$a") == "2");
}
