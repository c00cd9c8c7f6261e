// SPDX-License-Identifier: MIT
#include <tokendyno/http/request_parser.hpp>

#include <tokendyno/http/request.hpp>

#include <doctest/doctest.h>
#include <support/collector.hpp>
#include <support/pieces.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

using namespace tokendyno;
using http::message_status;

TEST_CASE("the client's own request comes out as it went in") {
  auto const bytes = http::bytes({.url = http::parse_url("http://a:8000/v1/chat/completions?x=1"),
                                  .body = R"({"model":"m"})",
                                  .api_key = "k",
                                  .headers = {{"Expect", "100-continue"}}});
  support::for_every_cut(bytes, 1, [&](auto const& cuts) {
    http::request_parser p;
    support::collector seen;
    auto status = message_status::more;
    support::feed_cut(bytes, cuts, [&](std::span<char const> piece) {
      REQUIRE(status == message_status::more);
      status = p.feed(piece, seen).status;
    });
    REQUIRE(status == message_status::complete);
    REQUIRE(seen.heads == 1);
    REQUIRE(seen.body == R"({"model":"m"})");
    REQUIRE(p.head().method == "POST");
    REQUIRE(p.head().target == "/v1/chat/completions?x=1");
    REQUIRE(p.head().content_type == "application/json");
    REQUIRE(p.head().authorization == "Bearer k");
    REQUIRE(p.head().connection == "keep-alive");
    REQUIRE(p.head().expect == "100-continue");
    REQUIRE(p.keep_alive());
  });
}

TEST_CASE("requests follow each other on one connection") {
  std::string const first = "GET /health HTTP/1.1\r\nHost: a\r\nAuthorization: x\r\n\r\n";
  std::string const second = "POST /v1/completions HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n";
  support::padded_piece const piece{first + second};
  http::request_parser p;
  support::collector seen;
  auto const r = p.feed(piece.span(), seen);
  CHECK(r.status == message_status::complete);
  CHECK(r.used == first.size());
  CHECK(p.head().method == "GET");
  CHECK(p.head().target == "/health");
  p.reset();
  CHECK(p.head().target.empty());
  CHECK(p.feed(piece.span().subspan(r.used), seen).status == message_status::complete);
  CHECK(p.head().target == "/v1/completions");
  CHECK(p.head().authorization.empty());
  CHECK(seen.body == "{}");
  CHECK(seen.heads == 2);
}

TEST_CASE("the client may go away between requests or within one") {
  http::request_parser p;
  support::collector seen;
  CHECK(p.finish(seen) == message_status::failed);
  p.reset();
  p.feed(support::padded_piece{"POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nab"}.span(), seen);
  CHECK(p.finish(seen) == message_status::failed);
  CHECK_FALSE(p.keep_alive());
}

TEST_CASE("a request to close is heard, nonsense is refused") {
  http::request_parser p;
  support::collector seen;
  CHECK(p.feed(support::padded_piece{"GET / HTTP/1.1\r\nConnection: close\r\n\r\n"}.span(), seen).status ==
        message_status::complete);
  CHECK_FALSE(p.keep_alive());
  p.reset();
  CHECK(p.feed(support::padded_piece{"hello\r\n\r\n"}.span(), seen).status == message_status::failed);
  CHECK_FALSE(p.problem().empty());
}
