// SPDX-License-Identifier: MIT
#include <tokendyno/openai/exchange.hpp>

#include <doctest/doctest.h>
#include <support/responses.hpp>

#include <string>
#include <string_view>

using namespace tokendyno;
using record::outcome;
using record::token_source;
using support::at;
using support::respond;
using support::response;

namespace {

std::string json(std::string_view body, std::string_view type = "application/json") {
  return support::response_of("200 OK", type, body);
}

constexpr std::string_view answer =
    R"({"usage":{"prompt_tokens":22,"completion_tokens":8},"model":"tiny","choices":[{"index":0,"message":{"role":)"
    R"("assistant","content":"hé","refusal":null,"reasoning":null},"finish_reason":"length","token_ids":null}],)"
    R"("prompt_token_ids":[1,2,3]})";

}  // namespace

TEST_CASE("a JSON body is a whole answer, also where a stream was asked for") {
  for (bool const expect_stream : {true, false}) {
    auto const look = [](response const& r) {
      REQUIRE(r.status == openai::exchange::status::complete);
      REQUIRE(r.record.outcome == outcome::completed);
      REQUIRE_FALSE(r.record.streamed);
      REQUIRE(r.record.text == "hé");
      REQUIRE(r.record.input_tokens == 22);
      REQUIRE(r.record.output_tokens == 8);
      REQUIRE(r.record.tokens_from == token_source::usage);
      REQUIRE(r.record.finish == record::finish_reason::length);
      REQUIRE(r.model == "tiny");
      REQUIRE(r.reusable);
    };
    support::respond_to_every_cut(json(answer), look, 1, expect_stream);
    support::respond_to_every_cut(json(answer, "Application/JSON; charset=utf-8"), look, 7, expect_stream);
  }
}

TEST_CASE("of a whole answer only the end is known") {
  auto const bytes = json(answer);
  auto const r = respond(bytes, {bytes.size() - 50, bytes.size() - 1}).record;
  CHECK(r.headers == at(1));
  CHECK_FALSE(r.first_event);
  CHECK_FALSE(r.first);
  CHECK_FALSE(r.first_visible);
  CHECK_FALSE(r.answer);
  CHECK(r.last == at(3));
  CHECK(r.finished == at(3));
  CHECK(r.closed == at(3));
  CHECK(r.reads.empty());
  CHECK(r.content_events == 0);
  CHECK(r.first_read_tokens == 0);
  CHECK_FALSE(r.no_done);
}

TEST_CASE("tokens of a whole answer without a usage") {
  auto const ids = respond(json(R"({"choices":[{"message":{"content":"a"},"token_ids":[1,2]}]})")).record;
  CHECK(ids.outcome == outcome::completed);
  CHECK(ids.output_tokens == 2);
  CHECK(ids.tokens_from == token_source::token_ids);
  auto const nothing = respond(json(R"({"choices":[{"text":"a"}]})")).record;
  CHECK(nothing.outcome == outcome::completed);
  CHECK(nothing.output_tokens == 0);
  CHECK(nothing.tokens_from == token_source::unknown);
  CHECK(respond(json(R"({"choices":[{"message":{"content":""}}],"usage":{"completion_tokens":3}})")).record.outcome ==
        outcome::completed);
}

TEST_CASE("a usage of 0 beside output is no count, in a whole answer either") {
  auto const r = respond(json(R"({"choices":[{"message":{"content":"hi"},"finish_reason":"stop"}],)"
                              R"("usage":{"prompt_tokens":0,"completion_tokens":0},)"
                              R"("timings":{"cache_n":3,"prompt_n":7,"predicted_n":2}})"))
                     .record;
  CHECK(r.outcome == outcome::completed);
  CHECK(r.output_tokens == 2);
  CHECK(r.tokens_from == token_source::timings);
}

TEST_CASE("whole answers that are no success") {
  auto const ends = [](std::string_view bytes, outcome expected, std::string_view message) {
    auto const r = respond(bytes, {}, false).record;
    CHECK(r.outcome == expected);
    CHECK(r.error == message);
  };
  ends(json(R"({"choices":[{"message":{"content":null}}]})"), outcome::empty, "an answer without a token");
  ends(json(R"({"object":"list","data":[]})"), outcome::empty, "an answer without a token");
  ends(json(""), outcome::empty, "an answer without a body");
  ends("HTTP/1.1 204 No Content\r\n\r\n", outcome::empty, "an answer without a body");
  ends(json(R"({"error":{"message":"full","code":503}})"), outcome::in_stream_error, "full");
  ends(json(R"({"choices":[{"message":{"content":"a"},"finish_reason":"abort"}]})"), outcome::in_stream_error,
       "finish_reason: abort");
  ends(json("[1]"), outcome::malformed, "the answer is not a JSON object: [1]");
  ends("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 400\r\n\r\n" + std::string(answer),
       outcome::truncated_stream, "the answer ended in the middle of its body");
}

TEST_CASE("an unknown media type is taken for what was asked for") {
  CHECK(respond(json(answer, "text/plain"), {}, false).record.outcome == outcome::completed);
  auto const stream = json("data: {\"choices\":[{\"text\":\"a\"}]}\n\ndata: [DONE]\n\n", "text/plain");
  CHECK(respond(stream, {}, true).record.outcome == outcome::completed);
  CHECK(respond(stream, {}, true).record.streamed);
  // A stream that nobody asked for says so.
  CHECK(respond(support::stream_of("data: {\"choices\":[{\"text\":\"a\"}]}\n\ndata: [DONE]\n\n"), {}, false)
            .record.streamed);
}

TEST_CASE("interim responses and bytes behind the end") {
  CHECK(respond("HTTP/1.1 100 Continue\r\n\r\n" + json(answer)).record.outcome == outcome::completed);
  auto const more = respond(json(answer) + "HTTP/1.1 200 OK\r\n");
  CHECK(more.record.outcome == outcome::completed);
  CHECK_FALSE(more.reusable);
}

TEST_CASE("text is kept only if asked for") {
  record::request_record r;
  openai::exchange ex;
  ex.start(r, true, false);
  ex.feed(support::padded_piece{json(answer)}.span(), at(1));
  CHECK(r.outcome == outcome::completed);
  CHECK(r.text.empty());
  ex.start(r, true, false);
  ex.feed(
      support::padded_piece{support::stream_of("data: {\"choices\":[{\"text\":\"a\"}]}\n\ndata: [DONE]\n\n")}.span(),
      at(1));
  CHECK(r.content_events == 1);
  CHECK(r.text.empty());
}
