// SPDX-License-Identifier: MIT
#include <tokendyno/serve/completion_request.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <variant>

namespace td = tokendyno;
using td::openai::endpoint;

namespace {
td::serve::completion_request good(endpoint e, std::string_view body) {
  auto const read = td::serve::read_request(e, body);
  REQUIRE(std::holds_alternative<td::serve::completion_request>(read));
  return std::get<td::serve::completion_request>(read);
}
td::serve::refusal bad(endpoint e, std::string_view body) {
  auto const read = td::serve::read_request(e, body);
  REQUIRE(std::holds_alternative<td::serve::refusal>(read));
  return std::get<td::serve::refusal>(read);
}
}  // namespace

TEST_CASE("what our own client writes is read as it was meant") {
  td::openai::chat_request const asked{
      .model = "m", .prompt = "three short words", .max_tokens = 7, .system = "be kind"};
  auto const read = good(endpoint::chat, td::openai::body(asked));
  CHECK(read.model == "m");
  CHECK(read.prompt_tokens == 5);
  CHECK(read.max_tokens == 7);
  CHECK(read.stream);
  CHECK(read.include_usage);
  CHECK_FALSE(read.continuous_usage);
}

TEST_CASE("prompts come as a string, a list of strings, token ids, or parts of a message") {
  CHECK(good(endpoint::completions, R"({"prompt":"a b  c\n"})").prompt_tokens == 3);
  CHECK(good(endpoint::completions, R"({"prompt":["a b","c"]})").prompt_tokens == 3);
  CHECK(good(endpoint::completions, R"({"prompt":[5,6,7,8]})").prompt_tokens == 4);
  CHECK(good(endpoint::chat, R"({"messages":[{"role":"user","content":[{"type":"text","text":"a b"}]}]})")
            .prompt_tokens == 2);
  CHECK(good(endpoint::chat, R"({"messages":[{"content":"a"}],"max_completion_tokens":3})").max_tokens == 3);
  CHECK(good(endpoint::completions, R"({"prompt":"a","return_token_ids":true})").return_token_ids);
}

TEST_CASE("wrong requests are refused with the member at fault") {
  using td::serve::refusal_shapes;
  CHECK(bad(endpoint::chat, "{bad").cause == &refusal_shapes::bad_json);
  CHECK(bad(endpoint::chat, "[]").cause == &refusal_shapes::bad_json);
  CHECK(bad(endpoint::chat, R"({"model":"m"})").cause == &refusal_shapes::missing_input);
  CHECK(bad(endpoint::chat, R"({"model":"m"})").param == "messages");
  CHECK(bad(endpoint::completions, R"({"prompt":""})").param == "prompt");
  CHECK(bad(endpoint::completions, R"({"prompt":"a","max_tokens":-1})").value == "-1");
  CHECK(bad(endpoint::completions, R"({"prompt":"a","n":2})").param == "n");
  CHECK(bad(endpoint::completions, R"({"prompt":"a","stream_options":{"include_usage":true}})").param ==
        "stream_options");
}
