// SPDX-License-Identifier: MIT
#include <tokendyno/text/utf8.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace tokendyno::text;

namespace {

std::string repaired(std::string_view text) {
  std::string out;
  append_utf8(out, text);
  return out;
}

}  // namespace

TEST_CASE("well-formed UTF-8 is left alone, each stray byte becomes U+FFFD") {
  CHECK(repaired("a é € 😀") == "a é € 😀");
  CHECK(repaired("\xED\x9F\xBF\xEE\x80\x80\xF4\x8F\xBF\xBF") == "\xED\x9F\xBF\xEE\x80\x80\xF4\x8F\xBF\xBF");
  CHECK(repaired("\xFF") == "�");
  CHECK(repaired("\x80"
                 "a") == "�a");
  CHECK(repaired("\xC0\xAF") == "��");            // longer than needed
  CHECK(repaired("\xE0\x9F\xBF") == "���");       // longer than needed
  CHECK(repaired("\xED\xA0\x80") == "���");       // a surrogate
  CHECK(repaired("\xF0\x8F\xBF\xBF") == "����");  // longer than needed
  CHECK(repaired("\xF4\x90\x80\x80") == "����");  // beyond U+10FFFF
  CHECK(repaired("\xE2\x82") == "��");            // cut
  CHECK(repaired("\xF0\x9F\x98") == "���");       // cut
  CHECK(repaired("\xE2\x82"
                 "a") == "��a");
}

TEST_CASE("text is cut between characters") {
  CHECK(cut_utf8("abc", 3) == "abc");
  CHECK(cut_utf8("abc", 2) == "ab");
  CHECK(cut_utf8("a€", 3) == "a");
  CHECK(cut_utf8("a€b", 4) == "a€");
  CHECK(cut_utf8("a😀", 4) == "a");
  CHECK(cut_utf8("😀", 3).empty());
  CHECK(cut_utf8("\x80\x80\x80\x80\x80\x80\x80\x80", 6).size() >= 2);  // no text, but it ends
}

TEST_CASE("the width of text is its characters") {
  CHECK(utf8_width("≥ 12") == 4);
  CHECK(utf8_width("") == 0);
}
