// SPDX-License-Identifier: MIT
#include <tokendyno/http/response_parser.hpp>

#include <doctest/doctest.h>
#include <support/collector.hpp>
#include <support/pieces.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

using tokendyno::http::message_status;
using tokendyno::http::response_head;
using tokendyno::http::response_parser;

namespace {

struct result {
  message_status status = message_status::more;
  bool by_end = false;  // it took the end of the connection to complete it
  std::size_t used = 0;
  support::collector seen;
  response_head head;
  bool keep_alive = false;
};

result parse(std::string_view bytes, std::vector<std::size_t> const& cuts = {}) {
  result out;
  response_parser p;
  support::feed_cut(bytes, cuts, [&](std::span<char const> piece) {
    if (out.status != message_status::more) return;
    auto const r = p.feed(piece, out.seen);
    out.status = r.status;
    out.used += r.used;
  });
  if (out.status == message_status::more) {
    out.status = p.finish(out.seen);
    out.by_end = true;
  }
  out.head = p.head();
  out.keep_alive = p.keep_alive();
  return out;
}

// The same, however the bytes are cut.
template <class Check>
void check(std::string_view bytes, Check look) {
  CAPTURE(bytes);
  support::for_every_cut(bytes, 1, [&](auto const& cuts) { look(parse(bytes, cuts)); });
}

}  // namespace

TEST_CASE("a body of known length, and the headers that are wanted") {
  std::string_view const bytes =
      "HTTP/1.1 429 Too Many Requests\r\nSERVER: uvicorn\r\nX-Else: 1\r\nContent-Type: application/json; "
      "charset=utf-8\r\n"
      "Retry-After: 7\r\nConnection: keep-alive\r\nContent-Length: 5\r\n\r\nhello";
  check(bytes, [&](result const& r) {
    REQUIRE(r.status == message_status::complete);
    REQUIRE_FALSE(r.by_end);
    REQUIRE(r.used == bytes.size());
    REQUIRE(r.seen.heads == 1);
    REQUIRE(r.seen.body == "hello");
    REQUIRE(r.head.status == 429);
    REQUIRE(r.head.server == "uvicorn");
    REQUIRE(r.head.content_type == "application/json; charset=utf-8");
    REQUIRE(r.head.retry_after == "7");
    REQUIRE(r.head.connection == "keep-alive");
    REQUIRE(r.head.content_encoding.empty());
    REQUIRE(r.keep_alive);
  });
}

TEST_CASE("a chunked body, with an extension and a trailer") {
  check("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n1\r\n!\r\n0\r\nX-T: 1\r\n\r\n",
        [](result const& r) {
          REQUIRE(r.status == message_status::complete);
          REQUIRE_FALSE(r.by_end);
          REQUIRE(r.seen.body == "hello!");
          REQUIRE(r.keep_alive);
        });
}

TEST_CASE("a body that ends with the connection") {
  check("HTTP/1.1 200 OK\r\nServer: x\r\n\r\nhello", [](result const& r) {
    REQUIRE(r.status == message_status::complete);
    REQUIRE(r.by_end);
    REQUIRE(r.seen.body == "hello");
    REQUIRE_FALSE(r.keep_alive);
  });
}

TEST_CASE("a cut message is not complete") {
  std::string_view const whole = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
  for (std::size_t n = 0; n < whole.size(); ++n) CHECK(parse(whole.substr(0, n)).status == message_status::failed);
  CHECK(parse("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello").status == message_status::failed);
  CHECK(parse("").status == message_status::failed);
}

TEST_CASE("messages without a body") {
  check("HTTP/1.1 204 No Content\r\n\r\n", [](result const& r) {
    REQUIRE(r.status == message_status::complete);
    REQUIRE_FALSE(r.by_end);
    REQUIRE(r.keep_alive);
  });
  CHECK(parse("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").status == message_status::complete);
}

TEST_CASE("interim responses are skipped, their headers too") {
  check(
      "HTTP/1.1 100 Continue\r\nServer: other\r\n\r\nHTTP/1.1 103 Early Hints\r\nRetry-After: 3\r\n\r\n"
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
      [](result const& r) {
        REQUIRE(r.status == message_status::complete);
        REQUIRE(r.seen.heads == 1);
        REQUIRE(r.head.status == 200);
        REQUIRE(r.head.server.empty());
        REQUIRE(r.head.retry_after.empty());
        REQUIRE(r.seen.body == "ok");
      });
}

TEST_CASE("whether the connection may be kept") {
  CHECK_FALSE(parse("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n").keep_alive);
  CHECK_FALSE(parse("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n").keep_alive);
  CHECK(parse("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n").keep_alive);
}

TEST_CASE("bytes behind a message are left for the next") {
  std::string_view const first = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n";
  std::string_view const second = "HTTP/1.1 503 Busy\r\nContent-Length: 1\r\n\r\nb";
  auto const both = std::string(first) + std::string(second);
  support::padded_piece const piece{both};
  response_parser p;
  support::collector seen;
  auto const r = p.feed(piece.span(), seen);
  CHECK(r.status == message_status::complete);
  CHECK(r.used == first.size());
  CHECK(p.feed(piece.span(), seen).used == 0);  // nothing is taken before reset
  CHECK(seen.body == "a");
  p.reset();
  auto const next = p.feed(piece.span().subspan(r.used), seen);
  CHECK(next.status == message_status::complete);
  CHECK(next.used == second.size());
  CHECK(seen.body == "ab");
  CHECK(p.head().status == 503);
}

TEST_CASE("the body is handed out in place") {
  support::padded_piece const piece{"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc"};
  struct {
    char const* where = nullptr;
    void on_head(response_head const&) noexcept {}
    void on_body(std::span<char const> bytes) noexcept { where = bytes.data(); }
  } seen;
  response_parser p;
  p.feed(piece.span(), seen);
  CHECK(seen.where == piece.span().data() + piece.span().size() - 3);
}

TEST_CASE("what is not HTTP is refused") {
  CHECK(parse("SSH-2.0-OpenSSH_9.2\r\n").status == message_status::failed);
  CHECK(parse("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n").status == message_status::failed);
  CHECK(parse("HTTP/1.1 200 OK\r\nX: " + std::string(70'000, 'x') + "\r\nContent-Length: 0\r\n\r\n").status ==
        message_status::failed);
  response_parser p;
  support::collector seen;
  p.feed(support::padded_piece{"nonsense\r\n\r\n"}.span(), seen);
  CHECK(p.problem().starts_with("Expected HTTP/"));
  p.reset();
  CHECK(p.feed(support::padded_piece{"HTTP/1.1 204 No Content\r\n\r\n"}.span(), seen).status ==
        message_status::complete);
}

TEST_CASE("media type and encoding") {
  response_head head;
  head.content_type = "Text/Event-Stream;charset=utf-8";
  CHECK(has_media_type(head, "text/event-stream"));
  CHECK_FALSE(has_media_type(head, "text/event"));
  CHECK_FALSE(is_encoded(head));
  head.content_encoding = "Identity";
  CHECK_FALSE(is_encoded(head));
  head.content_encoding = "gzip";
  CHECK(is_encoded(head));
}
