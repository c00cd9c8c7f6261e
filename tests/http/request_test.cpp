// SPDX-License-Identifier: MIT
#include <tokendyno/http/request.hpp>

#include <doctest/doctest.h>

#include <string>

using namespace tokendyno;
using http::bytes;
using http::parse_url;

TEST_CASE("a POST is one block of bytes") {
  CHECK(
      bytes(
          {.url = parse_url("http://127.0.0.1:8000/v1/chat/completions"), .body = "{\"a\":1}", .api_key = "secret"}) ==
      "POST /v1/chat/completions HTTP/1.1\r\n"
      "Host: 127.0.0.1:8000\r\n"
      "User-Agent: tokendyno/" TOKENDYNO_VERSION
      "\r\n"
      "Accept: */*\r\n"
      "Accept-Encoding: identity\r\n"
      "Connection: keep-alive\r\n"
      "Authorization: Bearer secret\r\n"
      "Content-Type: application/json\r\n"
      "Content-Length: 7\r\n"
      "\r\n"
      "{\"a\":1}");
}

TEST_CASE("a GET has no body headers, an empty POST has a length") {
  auto const get = bytes({.method = "GET", .url = parse_url("http://a/health"), .accept = "text/plain"});
  CHECK(get == "GET /health HTTP/1.1\r\nHost: a\r\nUser-Agent: tokendyno/" TOKENDYNO_VERSION
               "\r\nAccept: text/plain\r\nAccept-Encoding: identity\r\nConnection: keep-alive\r\n\r\n");
  CHECK(bytes({.url = parse_url("http://a/")}).find("Content-Length: 0\r\n\r\n") != std::string::npos);
}

TEST_CASE("a header of the user replaces a built one, whatever its case") {
  auto const text =
      bytes({.url = parse_url("http://a/"),
             .body = "{}",
             .api_key = "k",
             .headers = {{"HOST", "b"}, {"authorization", "Basic x"}, {"X-Trace", "1"}, {"connection", "close"}}});
  CHECK(text ==
        "POST / HTTP/1.1\r\nUser-Agent: tokendyno/" TOKENDYNO_VERSION
        "\r\nAccept: */*\r\nAccept-Encoding: identity\r\nContent-Type: application/json\r\nContent-Length: 2\r\n"
        "HOST: b\r\nauthorization: Basic x\r\nX-Trace: 1\r\nconnection: close\r\n\r\n{}");
}

TEST_CASE("nothing can be smuggled into a request") {
  auto const build = [](http::request const& r) { static_cast<void>(bytes(r)); };
  auto const with = [](http::header h) { return http::request{.url = parse_url("http://a/"), .headers = {h}}; };
  CHECK_THROWS_WITH_AS(build(with({"X-A", "1\r\nX-B: 2"})),
                       "request: the value of the header X-A holds a line break or a zero byte", invalid_argument);
  CHECK_THROWS_AS(build(with({"X-A", std::string("1\0", 2)})), invalid_argument);
  CHECK_THROWS_AS(build(with({"X-A", "1\n"})), invalid_argument);
  CHECK_THROWS_WITH_AS(build(with({"X A", "1"})), "request: \"X A\" is not a header name", invalid_argument);
  CHECK_THROWS_AS(build(with({"", "1"})), invalid_argument);
  CHECK_THROWS_AS(build(with({"X:", "1"})), invalid_argument);
  CHECK_THROWS_AS(build(with({"content-LENGTH", "1"})), invalid_argument);
  CHECK_THROWS_AS(build(with({"Transfer-Encoding", "chunked"})), invalid_argument);
  CHECK_THROWS_AS(build({.url = parse_url("http://a/"), .api_key = "k\r\nX: y"}), invalid_argument);
  CHECK_THROWS_AS(build({.method = "GET /", .url = parse_url("http://a/")}), invalid_argument);
  CHECK_THROWS_AS(build({.url = {.host = "a", .path = "/a b"}}), invalid_argument);
  CHECK_THROWS_AS(build({.url = {.host = "a", .path = "v1"}}), invalid_argument);
  CHECK_THROWS_AS(build({.url = {.host = "a\r\n"}}), invalid_argument);
}

TEST_CASE("header names are compared without case") {
  CHECK(http::equals_ignoring_case("Content-Type", "cONTENT-tYPE"));
  CHECK_FALSE(http::equals_ignoring_case("Content-Type", "Content-Typ"));
  CHECK_FALSE(http::equals_ignoring_case("a[", "a{"));
}
