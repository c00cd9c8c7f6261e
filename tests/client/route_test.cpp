// SPDX-License-Identifier: MIT
#include <tokendyno/client/route.hpp>

#include <tokendyno/client/probe.hpp>

#include <doctest/doctest.h>

#include <string>

namespace td = tokendyno;
using td::openai::endpoint;

namespace {
std::string completed(std::string path, endpoint expected) {
  CHECK(td::client::complete_path(path) == expected);
  return path;
}
}  // namespace

TEST_CASE("a server's address alone means its chat endpoint") {
  CHECK(completed("/", endpoint::chat) == "/v1/chat/completions");
  CHECK(completed("/v1/", endpoint::chat) == "/v1/chat/completions");
  CHECK(completed("/v1/chat/completions", endpoint::chat) == "/v1/chat/completions");
  CHECK(completed("/v1/completions", endpoint::completions) == "/v1/completions");
  CHECK(completed("/openai/x/chat/completions?api-version=1", endpoint::chat) ==
        "/openai/x/chat/completions?api-version=1");
}

TEST_CASE("other paths are refused in words") {
  CHECK_THROWS_WITH_AS(static_cast<void>(td::client::make_route({.url = "http://h/v1/models"})),
                       "cannot use the path \"/v1/models\": it must end in /chat/completions or /completions",
                       td::setup_error);
}

TEST_CASE("a request carries the model of the target, the key and the extra headers") {
  td::client::route const to =
      td::client::make_route({.url = "http://127.0.0.1:1", .model = "m", .api_key = "k", .headers = {{"X-Team", "a"}}});
  auto const bytes = td::client::request_bytes(to, {.prompt = "hi"});
  CHECK(bytes.find("POST /v1/chat/completions HTTP/1.1\r\n") == 0);
  CHECK(bytes.find("Authorization: Bearer k\r\n") != std::string::npos);
  CHECK(bytes.find("X-Team: a\r\n") != std::string::npos);
  CHECK(bytes.find("\"model\":\"m\"") != std::string::npos);
}

TEST_CASE("a socket file whose path is too long is told by name") {
  auto const path = "/tmp/" + std::string(120, 'x');
  CHECK_THROWS_WITH_AS(static_cast<void>(td::client::make_route({.url = "unix:" + path})),
                       ("cannot use the socket file " + path + ": its path is longer than the system takes").c_str(),
                       td::setup_error);
}

TEST_CASE("models and version are asked for beside the endpoint") {
  CHECK(td::client::api_base("/v1/chat/completions") == "/v1");
  CHECK(td::client::api_base("/team/v1/completions?x=1") == "/team/v1");
  CHECK(td::client::api_base("/chat/completions").empty());
}
