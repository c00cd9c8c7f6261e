// SPDX-License-Identifier: MIT
#include <tokendyno/openai/chunk_parser.hpp>

#include <doctest/doctest.h>
#include <support/pieces.hpp>

#include <memory>
#include <string>
#include <string_view>

using namespace tokendyno;
using openai::chunk;
using openai::content_kind;

namespace {

// A chunk with the bytes and the parser that its views point to.
struct parsed {
  bool good = false;
  chunk facts;
  std::unique_ptr<support::padded_piece> bytes;
  std::unique_ptr<openai::chunk_parser> parser = std::make_unique<openai::chunk_parser>();
  chunk const* operator->() const noexcept { return &facts; }
};

parsed parse(std::string_view json, bool with_text = true) {
  parsed out;
  out.bytes = std::make_unique<support::padded_piece>(json);
  out.good = out.parser->parse({out.bytes->span().data(), json.size()}, with_text, out.facts);
  return out;
}

content_kind kind_of(std::string_view choice) {
  auto const json = "{\"choices\":[" + std::string(choice) + "]}";
  auto const with = parse(json, true);
  auto const without = parse(json, false);
  CHECK(with.good);
  CHECK(without.good);
  CHECK(with->content == without->content);
  return with->content;
}

}  // namespace

TEST_CASE("kinds of output") {
  CHECK(kind_of(R"({"delta":{"content":"a"}})") == content_kind::text);
  CHECK(kind_of(R"({"message":{"content":"a"}})") == content_kind::text);
  CHECK(kind_of(R"({"text":"a"})") == content_kind::text);
  CHECK(kind_of(R"({"delta":{"content":"\u0000"}})") == content_kind::text);
  CHECK(kind_of(R"({"delta":{"reasoning":"a"}})") == content_kind::reasoning);
  CHECK(kind_of(R"({"delta":{"reasoning_content":"a","content":null}})") == content_kind::reasoning);
  CHECK(kind_of(R"({"delta":{"refusal":"a"}})") == content_kind::refusal);
  CHECK(kind_of(R"({"delta":{"tool_calls":[{"id":"x","function":{"name":"f"}}]}})") == content_kind::tool);
  CHECK(kind_of(R"({"delta":{"tool_calls":[{},{"function":{"arguments":"{"}}]}})") == content_kind::tool);
}

TEST_CASE("what is no output") {
  CHECK(kind_of(R"({"delta":{"role":"assistant","content":""}})") == content_kind::none);
  CHECK(kind_of(R"({"delta":{"content":null,"reasoning":"","refusal":null,"tool_calls":null}})") == content_kind::none);
  CHECK(kind_of(R"({"delta":{"tool_calls":[{"index":0,"function":{"name":null,"arguments":""}}]}})") ==
        content_kind::none);
  CHECK(kind_of(R"({"delta":{"tool_calls":[]}})") == content_kind::none);
  CHECK(kind_of(R"({"delta":{},"text":"","finish_reason":"stop"})") == content_kind::none);
  CHECK(kind_of(R"({"delta":{"content":7},"text":{"content":"a"}})") == content_kind::none);
  CHECK(kind_of(R"({"logprobs":{"content":[{"token":"a"}]},"delta":null})") == content_kind::none);
  CHECK(kind_of("null") == content_kind::none);
}

TEST_CASE("the strongest kind wins, in any order and over all choices") {
  CHECK(kind_of(R"({"delta":{"reasoning":"a","content":"b"}})") == content_kind::text);
  CHECK(kind_of(R"({"delta":{"content":"b","reasoning":"a"}})") == content_kind::text);
  CHECK(kind_of(R"({"delta":{"refusal":"a","tool_calls":[{"function":{"name":"f"}}]}})") == content_kind::tool);
  CHECK(kind_of(R"({"delta":{"tool_calls":[{"function":{"name":"f"}}],"reasoning":"a"}})") == content_kind::reasoning);
  CHECK(kind_of(R"({"delta":{}},{"delta":{"refusal":"a"}},{"text":"a"})") == content_kind::text);
}

TEST_CASE("choices") {
  CHECK(parse(R"({"choices":[{}]})")->has_choices);
  CHECK_FALSE(parse(R"({"choices":[]})")->has_choices);
  CHECK_FALSE(parse(R"({"choices":null})")->has_choices);
  CHECK_FALSE(parse(R"({"choices":{"delta":{"content":"a"}}})")->has_choices);
  CHECK_FALSE(parse("{}")->has_choices);
}

TEST_CASE("token ids are counted, those of the prompt are not") {
  auto const c =
      parse(R"({"prompt_token_ids":[1,2,3],"choices":[{"token_ids":[7,8],"prompt_token_ids":[1]},{"token_ids":[9]}]})");
  CHECK(c.good);
  CHECK(c->token_ids == 3);
  CHECK(parse(R"({"choices":[{"token_ids":[]}]})")->token_ids == 0);
  CHECK(parse(R"({"choices":[{"token_ids":null}]})")->token_ids == 0);
}

TEST_CASE("usage, with unknown members around it") {
  auto const c = parse(
      R"({"usage":{"total_tokens":30,"completion_tokens":8,"prompt_tokens_details":{"cached_tokens":2},"prompt_tokens":22},"choices":[]})");
  CHECK(c->prompt_tokens == 22);
  CHECK(c->completion_tokens == 8);
  CHECK_FALSE(parse(R"({"usage":null})")->completion_tokens);
  CHECK_FALSE(parse(R"({"usage":{"completion_tokens":null}})")->completion_tokens);
  CHECK_FALSE(parse(R"({"usage":{"completion_tokens":-1,"prompt_tokens":"3"}})")->completion_tokens);
  CHECK(parse(R"({"usage":{"completion_tokens":99999999999}})")->completion_tokens == 4294967295U);
}

TEST_CASE("llama.cpp's timings, in any order and with what is missing left empty") {
  auto const ms = [](double value) { return from_seconds(value * 1e-3); };
  auto const c = parse(
      R"({"timings":{"predicted_ms":26.965,"cache_n":0,"prompt_per_second":799.1,"predicted_n":6,"prompt_ms":33.787,"prompt_n":27},"choices":[]})");
  CHECK(c->timings.cached_tokens == 0);
  CHECK(c->timings.prompt_tokens == 27);
  CHECK(c->timings.prompt == ms(33.787));
  CHECK(c->timings.predicted_tokens == 6);
  CHECK(c->timings.predicted == ms(26.965));
  CHECK(c->timings.tpot() == ms(5.393));
  auto const odd = parse(R"({"timings":{"prompt_n":-1,"prompt_ms":1e300,"predicted_ms":"7","predicted_n":1}})");
  CHECK_FALSE(odd->timings.prompt_tokens);
  CHECK_FALSE(odd->timings.prompt);
  CHECK_FALSE(odd->timings.predicted);
  CHECK_FALSE(odd->timings.tpot());
  CHECK(parse(R"({"timings":null})")->timings.empty());
}

TEST_CASE("finish reasons") {
  CHECK(parse(R"({"choices":[{"finish_reason":"length"}]})")->finish == record::finish_reason::length);
  CHECK(parse(R"({"choices":[{"finish_reason":null}]})")->finish == record::finish_reason::none);
  auto const odd = parse(R"({"choices":[{"finish_reason":"repetition","delta":{}}]})");
  CHECK(odd->finish == record::finish_reason::other);
  CHECK(odd->finish_word == "repetition");
  CHECK(parse(R"({"choices":[{"finish_reason":"abort"},{"finish_reason":"stop"}]})")->finish ==
        record::finish_reason::abort);
  CHECK(parse(R"({"choices":[{"finish_reason":"stop"},{"finish_reason":"abort"}]})")->finish ==
        record::finish_reason::abort);
}

TEST_CASE("errors in every shape") {
  auto const is = [](std::string_view json, bool error, int code, std::string_view message) {
    CAPTURE(json);
    auto const c = parse(json);
    CHECK(c.good);
    CHECK(c->error == error);
    CHECK(c->error_code == code);
    CHECK(c->message == message);
  };
  is(R"({"error":{"message":"m","code":429}})", true, 429, "m");
  is(R"({"error":{"code":"503","message":"m"}})", true, 503, "m");
  is(R"({"error":{"code":"rate_limit","message":"m"}})", true, 0, "m");
  is(R"({"error":{"code":null,"message":null}})", true, 0, "");
  is(R"({"error":{"code":-7}})", true, 0, "");
  is(R"({"error":"m"})", true, 0, "m");
  is(R"({"error":null,"choices":[]})", false, 0, "");
  is(R"({"error":""})", false, 0, "");
  is(R"({"error":false})", false, 0, "");
  is(R"({"message":"m","code":400,"object":"error"})", true, 400, "m");
  is(R"({"message":"m","object":"chat.completion"})", false, 0, "m");
  is(R"({"detail":"m"})", false, 0, "m");
  is(R"({"detail":[{"msg":"m","loc":["a"]},{"msg":"n"}]})", false, 0, "m");
  is(R"({"detail":[]})", false, 0, "");
  is(R"({"detail":""})", false, 0, "");
  is(R"({"message":"outer","error":{"message":"m"}})", true, 0, "m");
}

TEST_CASE("names, and the text of the first choice") {
  auto const c = parse(
      R"({"model":"a\/b","system_fingerprint":"f","choices":[{"delta":{"content":"q"},"index":1},{"index":0,"delta":{"content":"h\u00e9\n"}}]})");
  CHECK(c->model == "a/b");
  CHECK(c->system_fingerprint == "f");
  CHECK(c->text == "h\xC3\xA9\n");
  CHECK(parse(R"({"choices":[{"text":"a"}]})", false)->text.empty());
  // Half a surrogate pair is output, though there is no text to keep.
  auto const half = parse(R"({"choices":[{"delta":{"content":"\ud83d"}}],"model":"m"})");
  CHECK(half.good);
  CHECK(half->content == content_kind::text);
  CHECK(half->text.empty());
  CHECK(half->model == "m");
}

TEST_CASE("what is not a JSON object is refused") {
  for (std::string_view const json :
       {"", " ", "{", "}", "[]", "7", "\"a\"", "null", "{\"a\"}", "{\"choices\":[{\"delta\":{\"content\":\"a\"}}]",
        "{\"choices\":[{\"delta\":{\"content\":\"a\"}]}", "{\"choices\":[{\"delta\":{\"content\":\"a}}]}",
        "{\"choices\":[{\"delta\":{\"content\":\"a\xFF\"}}]}", "{\"choices\":[{\"delta\":{\"content\":\"a\"}}]}}",
        "{} {}"}) {
    CAPTURE(json);
    auto const c = parse(json);
    CHECK_FALSE(c.good);
    CHECK_FALSE(c.parser->problem().empty());
  }
}

TEST_CASE("a parser starts afresh with each object") {
  openai::chunk_parser parser;
  chunk c;
  auto const parse_next = [&](support::padded_piece const& piece) {
    return parser.parse({piece.span().data(), piece.span().size()}, true, c);
  };
  CHECK(parse_next(support::padded_piece{R"({"error":"m","choices":[{"text":"a","finish_reason":"stop"}]})"}));
  CHECK_FALSE(parse_next(support::padded_piece{"{"}));
  CHECK(parse_next(support::padded_piece{R"({"choices":[]})"}));
  CHECK_FALSE(c.error);
  CHECK(c.finish == record::finish_reason::none);
  CHECK(c.content == content_kind::none);
}
