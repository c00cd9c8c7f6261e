// SPDX-License-Identifier: MIT
#include <tokendyno/sse/parser.hpp>

#include <doctest/doctest.h>
#include <support/pieces.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

using tokendyno::sse::event;
using tokendyno::sse::parser;

namespace {

using events = std::vector<std::string>;  // an error's data begins with "!"

events parse(std::string_view bytes, std::vector<std::size_t> const& cuts = {}) {
  events out;
  parser p;
  auto const keep = [&out](event const& e) { out.push_back((e.error ? "!" : "") + std::string(e.data)); };
  support::feed_cut(bytes, cuts, [&](std::span<char const> piece) { CHECK(p.feed(piece, keep)); });
  p.finish(keep);
  return out;
}

// The same events, however the bytes are cut into reads.
void check(std::string_view bytes, events const& expected) {
  CAPTURE(bytes);
  support::for_every_cut(bytes, 1, [&](auto const& cuts) { REQUIRE(parse(bytes, cuts) == expected); });
  support::for_every_pair_of_cuts(bytes, [&](auto const& cuts) { REQUIRE(parse(bytes, cuts) == expected); });
}

}  // namespace

TEST_CASE("lines end with LF, CR or CRLF, cut anywhere") {
  check("data: a\n\ndata: b\n\n", {"a", "b"});
  check("data: a\r\rdata: b\r\r", {"a", "b"});
  check("data: a\r\n\r\ndata: b\r\n\r\n", {"a", "b"});
  check("data: a\r\n\ndata: b\n\r\ndata: c\r\r\n", {"a", "b", "c"});
}

TEST_CASE("one space after the colon is dropped, none is needed") {
  check("data:{\"a\":1}\n\n", {"{\"a\":1}"});
  check("data:  a \n\n", {" a "});
  check("data: a: b\n\n", {"a: b"});
}

TEST_CASE("several data lines are joined by LF") {
  check("data: a\ndata:b\ndata: \ndata: c\n\n", {"a\nb\n\nc"});
  check("data: a\r\ndata: b\r\n\r\n", {"a\nb"});
  check("data: a\rdata: b\r\r", {"a\nb"});
  check("data: a\n: between\ndata: b\n\ndata: c\n\n", {"a\nb", "c"});
}

TEST_CASE("a field without a colon is empty") {
  check("data\n\n", {""});
  check("data: a\ndata\n\n", {"a\n"});
  check("dat\ndatax: 1\n\n", {});
}

TEST_CASE("comments, id, retry and blank lines are no events") {
  check(": ping\n\n:\n\n", {});
  check("\n\n\nid: 7\nretry: 100\n\n", {});
  check(":data: no\ndata: yes\nid: 7\n\n", {"yes"});
}

TEST_CASE("a byte order mark is skipped at the beginning only") {
  check(
      "\xEF\xBB\xBF"
      "data: a\n\n",
      {"a"});
  check(
      "\xEF\xBB\xBF\n"
      "data: a\n\n",
      {"a"});
  check(
      "data: a\n\n\xEF\xBB\xBF"
      "data: b\n\n",
      {"a"});
  check(
      "\xEF\xBB"
      "data: a\n\n",
      {});
}

TEST_CASE("errors are told by the event's name or by a field of that name") {
  check("event: error\ndata: {}\n\ndata: a\n\n", {"!{}", "a"});
  check("data: {}\nevent:error\n\n", {"!{}"});
  check("event: message\ndata: a\n\n", {"a"});
  check("event: error\nevent: message\ndata: a\n\n", {"a"});
  check("error: {\"code\":500}\n\ndata: a\n\n", {"!{\"code\":500}", "a"});
  check("event: error\n\n", {"!"});
  check("event: errors\n\n", {});
}

TEST_CASE("an event without its blank line is not lost at the end") {
  check("data: a\n\ndata: [DONE]\n", {"a", "[DONE]"});
  check("data: a\n\ndata: [DONE]", {"a", "[DONE]"});
  check("data: a\ndata: b", {"a\nb"});
  check("data: a\r", {"a"});
}

TEST_CASE("bytes of a character may come in two reads") {
  check("data: \xE2\x82\xAC\xF0\x9F\x98\x80\n\n", {"\xE2\x82\xAC\xF0\x9F\x98\x80"});
}

TEST_CASE("the parser is fresh after the end of a stream") {
  parser p;
  events seen;
  auto const keep = [&seen](event const& e) { seen.emplace_back(e.data); };
  p.feed(support::padded_piece{"event: error\r"}.span(), keep);
  p.finish([](event const&) {});
  p.feed(support::padded_piece{"\n\xEF\xBB\xBF"}.span(), keep);
  p.reset();
  p.feed(support::padded_piece{"\xEF\xBB\xBF"
                               "data: a\n\n"}
             .span(),
         keep);
  CHECK(seen == events{"a"});
}

TEST_CASE("an event whole in one span is handed out in place") {
  support::padded_piece const piece{"data: one\n\ndata: two\r\n\r\ndata: th"};
  auto const bytes = piece.span();
  parser p;
  std::vector<char const*> where;
  p.feed(bytes, [&where](event const& e) { where.push_back(e.data.data()); });
  CHECK(where == std::vector<char const*>{bytes.data() + 6, bytes.data() + 17});
}

TEST_CASE("behind the data of every event lies readable padding") {
  // Reading it is what a sanitizer checks; the sum keeps the reads alive.
  std::string_view const bytes = "data: abc\n\ndata: d\ndata: e\n\nerror: f\n\ndata: g";
  unsigned sum = 0;
  int count = 0;
  support::for_every_cut(bytes, 1, [&](auto const& cuts) {
    parser p;
    auto const read_on = [&](event const& e) {
      ++count;
      for (std::size_t i = 0; i < tokendyno::sse::padding; ++i)
        sum += static_cast<unsigned char>(e.data.data()[e.data.size() + i]);
    };
    support::feed_cut(bytes, cuts, [&](std::span<char const> piece) { p.feed(piece, read_on); });
    p.finish(read_on);
  });
  CHECK(count == 4 * static_cast<int>(bytes.size() + 1));
  CHECK(sum > 0);
}

TEST_CASE("an event of a megabyte is whole, in one read and in many") {
  std::string const big(1U << 20U, 'x');
  std::string const bytes = "data: " + big + "\n\ndata: a\n\n";
  CHECK(parse(bytes) == events{big, "a"});
  std::vector<std::size_t> cuts;
  for (std::size_t i = 1000; i < bytes.size(); i += 1000) cuts.push_back(i);
  CHECK(parse(bytes, cuts) == events{big, "a"});
}

TEST_CASE("an event beyond the limit is refused, and all that follows") {
  auto const accepted = [](std::string_view bytes, std::vector<std::size_t> const& cuts) {
    parser p{{.max_event = 16}};
    bool good = true;
    support::feed_cut(bytes, cuts,
                      [&](std::span<char const> piece) { good = p.feed(piece, [](event const&) {}) && good; });
    return good;
  };
  support::for_every_cut("data: 0123456789\n\n", 1,
                         [&](auto const& cuts) { CHECK(accepted("data: 0123456789\n\n", cuts)); });
  std::string_view const long_line = "data: 0123456789a\n\ndata: b\n\n";
  support::for_every_cut(long_line, 1, [&](auto const& cuts) { CHECK_FALSE(accepted(long_line, cuts)); });
  std::string_view const many_lines = "data: 012345\ndata: 678901\ndata: 2345\n\n";
  support::for_every_cut(many_lines, 1, [&](auto const& cuts) { CHECK_FALSE(accepted(many_lines, cuts)); });

  parser p{{.max_event = 4}};
  int seen = 0;
  auto const count = [&seen](event const&) { ++seen; };
  CHECK_FALSE(p.feed(support::padded_piece{"data: a"}.span(), count));
  CHECK_FALSE(p.feed(support::padded_piece{"\n\nd:\n"}.span(), count));
  p.finish(count);
  CHECK(seen == 0);
  p.reset();
  CHECK(p.feed(support::padded_piece{"a:b\n"}.span(), count));
}
