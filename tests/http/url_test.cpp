// SPDX-License-Identifier: MIT
#include <tokendyno/http/url.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace tokendyno;
using http::parse_url;
using http::transport;

TEST_CASE("a URL of a server is taken apart") {
  CHECK(parse_url("http://127.0.0.1:8000/v1/chat/completions") ==
        http::url{.transport = transport::tcp, .host = "127.0.0.1", .port = 8000, .path = "/v1/chat/completions"});
  CHECK(parse_url("https://api.example.com/v1?a=b#c") ==
        http::url{.transport = transport::tls, .host = "api.example.com", .port = 443, .path = "/v1?a=b"});
  CHECK(parse_url("HTTP://gpu_box-1") == http::url{.host = "gpu_box-1", .port = 80, .path = "/"});
  CHECK(parse_url("http://a?x=1") == http::url{.host = "a", .path = "/?x=1"});
  CHECK(parse_url("http://a:8000#frag") == http::url{.host = "a", .port = 8000});
}

TEST_CASE("an IPv6 address stands in brackets") {
  CHECK(parse_url("http://[::1]:8000/x") == http::url{.host = "::1", .port = 8000, .path = "/x"});
  CHECK(parse_url("https://[fe80::1%eth0]") ==
        http::url{.transport = transport::tls, .host = "fe80::1%eth0", .port = 443});
  CHECK(parse_url("http://[::ffff:127.0.0.1]/").host == "::ffff:127.0.0.1");
}

TEST_CASE("a socket file, with and without a path behind it") {
  CHECK(parse_url("unix:/run/llm.sock") ==
        http::url{.transport = transport::unix_socket, .port = 0, .socket_path = "/run/llm.sock", .path = "/"});
  CHECK(parse_url("unix:/run/llm.sock:/v1/chat/completions") == http::url{.transport = transport::unix_socket,
                                                                          .port = 0,
                                                                          .socket_path = "/run/llm.sock",
                                                                          .path = "/v1/chat/completions"});
}

TEST_CASE("the Host header says what the URL says") {
  CHECK(host_header(parse_url("http://a.b:80/")) == "a.b");
  CHECK(host_header(parse_url("http://a.b:443/")) == "a.b:443");
  CHECK(host_header(parse_url("https://a.b:443/")) == "a.b");
  CHECK(host_header(parse_url("http://[::1]:8000/")) == "[::1]:8000");
  CHECK(host_header(parse_url("unix:/x")) == "localhost");
}

TEST_CASE("what is wrong with a URL is said") {
  auto const complaint = [](std::string_view text) -> std::string {
    try {
      static_cast<void>(parse_url(text));
    } catch (setup_error const& e) {
      return e.what();
    }
    return "accepted";
  };
  auto const says = [&](std::string_view text, std::string_view why) {
    CHECK(complaint(text) == "cannot use the URL \"" + std::string(text) + "\": " + std::string(why));
  };
  says("localhost:8000", "it must begin with http://, https:// or unix:/");
  says("", "it must begin with http://, https:// or unix:/");
  says("http:/a", "it must begin with http://, https:// or unix:/");
  says("unix:run.sock", "after unix: comes the absolute path of a socket file");
  says("http://", "the host is missing");
  says("http://:8000", "the host is missing");
  says("http:///v1", "the host is missing");
  says("http://a b/", "it holds a space or a control character");
  says("http://a/\r\nx: y", "it holds a space or a control character");
  says("http://me:secret@a/", "a user name in a URL is not supported");
  says("http://a:0", "the port must be a number from 1 to 65535");
  says("http://a:65536", "the port must be a number from 1 to 65535");
  says("http://a:80x", "the port must be a number from 1 to 65535");
  says("http://a:-1", "the port must be a number from 1 to 65535");
  says("http://a:", "the port must be a number from 1 to 65535");
  says("http://::1/", "an IPv6 address stands in brackets");
  says("http://[::1/", "the bracket of the IPv6 address is not closed");
  says("http://[]/", "between the brackets stands no IPv6 address");
  says("http://[1.2.3.4]/", "between the brackets stands no IPv6 address");
  says("http://[::g]/", "between the brackets stands no IPv6 address");
  says("http://[::1]8000/", "after the IPv6 address comes a colon and a port, or the path");
  says("http://a\"b/", "the host holds a character that no host name has");
  says("http://\xC3\xA4/", "the host holds a character that no host name has");
}
