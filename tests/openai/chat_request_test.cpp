// SPDX-License-Identifier: MIT
#include <tokendyno/openai/chat_request.hpp>

#include <doctest/doctest.h>

#include <limits>
#include <string>

using namespace tokendyno;
using openai::body;
using openai::chat_request;
using openai::endpoint;

namespace {

void build(chat_request const& request) { static_cast<void>(body(request)); }

}  // namespace

TEST_CASE("the request of the first example") {
  openai::chat_request request{.model = "llama-3-8b", .prompt = "Hello", .max_tokens = 64};
  CHECK(
      body(request) ==
      R"({"model":"llama-3-8b","messages":[{"role":"user","content":"Hello"}],"max_tokens":64,"stream":true,"stream_options":{"include_usage":true}})");
}

TEST_CASE("every option in its place") {
  CHECK(
      body({.model = "m",
            .prompt = "p",
            .max_tokens = 5,
            .system = "s",
            .continuous_usage = true,
            .temperature = 0.7,
            .seed = -3,
            .ignore_eos = true,
            .min_tokens = 5,
            .return_token_ids = true,
            .extra_body = "\"top_k\": 1"}) ==
      R"({"model":"m","messages":[{"role":"system","content":"s"},{"role":"user","content":"p"}],"max_tokens":5,"min_tokens":5,"temperature":0.7,"seed":-3,"ignore_eos":true,"return_token_ids":true,"stream":true,"stream_options":{"include_usage":true,"continuous_usage_stats":true},"top_k": 1})");
  CHECK(
      body({.model = "m", .prompt = "p", .max_tokens = 0, .temperature = 0.0, .seed = 0}) ==
      R"({"model":"m","messages":[{"role":"user","content":"p"}],"temperature":0,"seed":0,"stream":true,"stream_options":{"include_usage":true}})");
}

TEST_CASE("the completions endpoint takes the bare prompt") {
  CHECK(
      body({.model = "m", .prompt = "p", .max_tokens = 1, .include_usage = false, .endpoint = endpoint::completions}) ==
      R"({"model":"m","prompt":"p","max_tokens":1,"stream":true})");
  CHECK_THROWS_AS(build({.system = "s", .endpoint = endpoint::completions}), invalid_argument);
  CHECK(path(endpoint::chat) == "/v1/chat/completions");
  CHECK(path(endpoint::completions) == "/v1/completions");
}

TEST_CASE("stream options go only with a stream") {
  CHECK(body({.model = "m", .prompt = "p", .max_tokens = 1, .stream = false, .continuous_usage = true}) ==
        R"({"model":"m","messages":[{"role":"user","content":"p"}],"max_tokens":1,"stream":false})");
  CHECK(
      body({.model = "m", .max_tokens = 1, .include_usage = false, .continuous_usage = true}).find("stream_options") ==
      std::string::npos);
}

TEST_CASE("a prompt is escaped, bytes that are no UTF-8 are replaced") {
  CHECK(body({.model = "\"\\/",
              .prompt = std::string("a\n\r\t\x01\x1f\x7f\0é€😀\xFF\xC3", 19),
              .max_tokens = 0,
              .stream = false}) == R"({"model":"\"\\/","messages":[{"role":"user","content":"a\n\r\t\u0001\u001f)"
                                   "\x7f"
                                   R"(\u0000é€😀)"
                                   "\xEF\xBF\xBD\xEF\xBF\xBD"
                                   R"("}],"stream":false})");
}

TEST_CASE("members of extra_body replace the built ones, so that none is sent twice") {
  CHECK(
      body({.model = "m",
            .prompt = "p",
            .max_tokens = 7,
            .extra_body = " \"max_tokens\":9 , \"mod\\u0065l\" : \"x\"\n"}) ==
      R"({"messages":[{"role":"user","content":"p"}],"stream":true,"stream_options":{"include_usage":true},"max_tokens":9 , "mod\u0065l" : "x"})");
  CHECK(body({.max_tokens = 0, .stream = false, .extra_body = R"("model":1,"messages":[],"stream":null)"}) ==
        R"({"model":1,"messages":[],"stream":null})");
  CHECK(body({.model = "m", .prompt = "p", .max_tokens = 0, .stream = false, .extra_body = " \n"}) ==
        R"({"model":"m","messages":[{"role":"user","content":"p"}],"stream":false})");
}

TEST_CASE("extra_body must be the inside of an object") {
  for (auto const* const text : {"{\"a\":1}", "\"a\"", "\"a\":", "\"a\":1,", "a:1", "\"a\":1}", "\"a\":1},{\"b\":2",
                                 "\"a\":1}{\"b\":2", "\"a\":tru", "// x", "\"a\":\"\xFF\""}) {
    CAPTURE(text);
    CHECK_THROWS_AS(build({.extra_body = text}), invalid_argument);
  }
  CHECK_THROWS_WITH_AS(build({.extra_body = "\"a\":1,\"a\":2"}), "chat_request.extra_body names \"a\" twice",
                       invalid_argument);
  CHECK_THROWS_WITH_AS(
      build({.extra_body = "1"}),
      doctest::Contains("chat_request.extra_body must be the members of a JSON object without its braces: "),
      invalid_argument);
}

TEST_CASE("a temperature must be a number") {
  CHECK_THROWS_AS(build({.temperature = std::numeric_limits<double>::infinity()}), invalid_argument);
  CHECK_THROWS_AS(build({.temperature = std::numeric_limits<double>::quiet_NaN()}), invalid_argument);
}
