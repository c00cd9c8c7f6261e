// SPDX-License-Identifier: MIT
#include <tokendyno/http/response_parser.hpp>

#include <doctest/doctest.h>
#include <support/capture.hpp>
#include <support/collector.hpp>
#include <support/pieces.hpp>

#include <span>
#include <string>
#include <string_view>

using namespace tokendyno;

namespace {

struct expectation {
  std::string_view file;
  int status;
  std::string_view content_type;
  std::string_view server;
  std::string_view body_begin;
  bool keep_alive;
};

constexpr expectation expected[] = {
    {"llama-cpp-python/get_health", 404, "application/json", "uvicorn", "{\"detail\":\"Not Found\"}", true},
    {"llama-cpp-python/get_v1_models", 200, "application/json", "uvicorn", "{\"object\":\"list\",\"data\":", true},
    {"llama-cpp-python/get_v1_nothing", 404, "application/json", "uvicorn", "{\"detail\":\"Not Found\"}", true},
    {"llama-server/get_health", 200, "application/json; charset=utf-8", "llama.cpp", "{\"status\":\"ok\"}", true},
    {"llama-server/get_props", 200, "application/json; charset=utf-8", "llama.cpp", "{\"default_generation_set", true},
    {"llama-server/get_slots", 200, "application/json; charset=utf-8", "llama.cpp", "[{\"id\":0,\"n_ctx\":1024,\"s",
     true},
    {"llama-server/get_v1_models", 200, "application/json; charset=utf-8", "llama.cpp", "{\"models\":[{\"name\":\"mid-",
     true},
    {"llama-server/get_v1_nothing", 404, "application/json; charset=utf-8", "llama.cpp",
     "{\"error\":{\"message\":\"Fil", false},
    {"llama-server/get_version", 404, "application/json; charset=utf-8", "llama.cpp", "{\"error\":{\"message\":\"Fil",
     false},
    {"llama-server/health_while_loading", 503, "application/json; charset=utf-8", "llama.cpp",
     "{\"error\":{\"message\":\"Loa", false},
    {"llm-d-sim/health", 200, "application/json", "fasthttp", "", true},
    {"llm-d-sim/models", 200, "application/json", "fasthttp", "{\"object\":\"list\",\"data\":", true},
    {"llm-d-sim/starting_health", 200, "application/json", "fasthttp", "", true},
    {"llm-d-sim/starting_health_ready", 503, "application/json", "fasthttp", "", true},
    {"llm-d-sim/starting_ready", 200, "application/json", "fasthttp", "", true},
    {"transformers-serve/get_health", 200, "application/json", "uvicorn", "{\"status\":\"ok\"}", true},
    {"transformers-serve/get_models", 500, "text/plain; charset=utf-8", "uvicorn", "Internal Server Error", true},
    {"vllm/get_health", 200, "", "uvicorn", "", true},
    {"vllm/get_load", 200, "application/json", "uvicorn", "{\"server_load\":0}", true},
    {"vllm/get_ping", 200, "", "uvicorn", "", true},
    {"vllm/get_v1_models", 200, "application/json", "uvicorn", "{\"object\":\"list\",\"data\":", true},
    {"vllm/get_v1_nothing", 404, "application/json", "uvicorn", "{\"detail\":\"Not Found\"}", true},
    {"vllm/get_version", 200, "application/json", "uvicorn", "{\"version\":\"0.32.0\"}", true},
};

}  // namespace

TEST_CASE("plain answers of real servers, cut everywhere") {
  for (auto const& e : expected) {
    CAPTURE(e.file);
    auto const bytes = support::capture(e.file);
    std::string whole;
    support::for_every_cut(bytes, 1, [&](auto const& cuts) {
      http::response_parser p;
      support::collector seen;
      auto status = http::message_status::more;
      support::feed_cut(bytes, cuts, [&](std::span<char const> piece) { status = p.feed(piece, seen).status; });
      REQUIRE(status == http::message_status::complete);
      REQUIRE(p.head().status == e.status);
      REQUIRE(p.head().content_type == e.content_type);
      REQUIRE(p.head().server == e.server);
      REQUIRE(p.keep_alive() == e.keep_alive);
      REQUIRE(seen.body.substr(0, e.body_begin.size()) == e.body_begin);
      if (whole.empty()) whole = seen.body;
      REQUIRE(seen.body == whole);
    });
  }
}
