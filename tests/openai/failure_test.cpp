// SPDX-License-Identifier: MIT
#include <tokendyno/openai/exchange.hpp>

#include <doctest/doctest.h>
#include <support/responses.hpp>

#include <string>
#include <string_view>

using namespace tokendyno;
using record::outcome;
using support::at;
using support::respond;
using support::response;
using support::response_of;
using support::stream_of;

namespace {

constexpr std::string_view a_token = "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n";
constexpr std::string_view done_line = "data: [DONE]\n\n";

std::string concat(std::string_view a, std::string_view b, std::string_view c = "") {
  return std::string(a).append(b).append(c);
}

// However the bytes are cut: this outcome, message and status.
void fails(std::string_view bytes, outcome expected, std::string_view message, int http_status) {
  CAPTURE(bytes);
  support::respond_to_every_cut(bytes, [&](response const& r) {
    REQUIRE(r.record.outcome == expected);
    REQUIRE(r.record.error == message);
    REQUIRE(r.record.http_status == http_status);
  });
}

}  // namespace

TEST_CASE("an error in a stream that began with 200") {
  fails(stream_of(
            concat("data: {\"error\":{\"message\":\"queue is full\",\"type\":\"x\",\"param\":null,\"code\":429}}\n\n",
                   done_line)),
        outcome::in_stream_error, "queue is full", 429);
  fails(stream_of(concat(a_token, "data: {\"error\":{\"message\":\"gone\",\"code\":\"503\"}}\n\n", done_line)),
        outcome::in_stream_error, "gone", 503);
  fails(stream_of("data: {\"error\":\"Model is overloaded\",\"error_type\":\"overloaded\"}\n\n"),
        outcome::in_stream_error, "Model is overloaded", 200);
  fails(stream_of("data: {\"object\":\"error\",\"message\":\"no room\",\"type\":\"x\",\"code\":503}\n\n"),
        outcome::in_stream_error, "no room", 503);
  fails(stream_of("error: {\"code\":500,\"message\":\"slot lost\",\"type\":\"server_error\"}\n\n"),
        outcome::in_stream_error, "slot lost", 200);
  fails(stream_of("event: error\ndata: {\"message\":\"worker died\"}\n\n"), outcome::in_stream_error, "worker died",
        200);
  fails(stream_of("event: error\ndata: worker died\n\n"), outcome::in_stream_error, "worker died", 200);
  fails(stream_of("data: {\"error\":{\"code\":\"rate_limit\",\"type\":\"y\"}}\n\n"), outcome::in_stream_error,
        "{\"error\":{\"code\":\"rate_limit\",\"type\":\"y\"}}", 200);
}

TEST_CASE("the first error holds, and the connection may be kept") {
  auto const r = respond(stream_of(concat("data: {\"error\":{\"message\":\"one\",\"code\":500}}\n\n",
                                          "data: {\"error\":{\"message\":\"two\",\"code\":503}}\n\n", done_line)));
  CHECK(r.record.error == "one");
  CHECK(r.record.http_status == 500);
  CHECK(r.reusable);
  CHECK(record::kind(r.record.outcome, 503) == record::failure_kind::overload);
}

TEST_CASE("a finish reason that is no success") {
  auto const finish = [](std::string_view word) {
    return stream_of(std::string(a_token) + "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"" +
                     std::string(word) + "\"}]}\n\n" + std::string(done_line));
  };
  fails(finish("abort"), outcome::in_stream_error, "finish_reason: abort", 200);
  fails(finish("repetition"), outcome::in_stream_error, "finish_reason: repetition", 200);
  for (auto const word : {"stop", "length", "tool_calls", "function_call", "content_filter"}) {
    CHECK(respond(finish(word)).record.outcome == outcome::completed);
  }
}

TEST_CASE("a stream without events, and one without a token") {
  fails(stream_of(""), outcome::empty, "a stream without an event, content type: text/event-stream", 200);
  fails(stream_of(": ping\n\n"), outcome::empty, "a stream without an event, content type: text/event-stream", 200);
  fails(response_of("200 OK", "text/html", "<html>"), outcome::empty,
        "a stream without an event, content type: text/html", 200);
  fails(stream_of(concat("data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\n", done_line)),
        outcome::empty, "a stream without a token", 200);
  fails(stream_of(done_line), outcome::empty, "a stream without a token", 200);
  auto const r = respond(stream_of(done_line)).record;
  CHECK(r.first_event == at(1));
  CHECK(r.reads.empty());
}

TEST_CASE("a stream that is cut before its end was announced") {
  std::string_view const message = "the stream ended without a finish reason and without [DONE]";
  auto const begin = concat(support::stream_head, support::chunk(a_token));
  fails(begin, outcome::truncated_stream, message, 200);
  fails(stream_of(a_token), outcome::truncated_stream, message, 200);
  fails(support::stream_head, outcome::truncated_stream, message, 200);
  fails(concat(begin, "20\r\ndata: {\"choices\":[{\"del"), outcome::truncated_stream, message, 200);
  auto const r = respond(begin);
  CHECK(r.status == openai::exchange::status::failed);
  CHECK(r.record.output_tokens == 1);
  CHECK(r.record.closed == at(2));
}

TEST_CASE("the server closes before it answers") {
  std::string_view const message = "the server closed the connection before it answered";
  fails("HTTP/1.1 200 OK\r\nContent-Ty", outcome::reset, message, 0);
  fails("HTTP/1.1 100 Continue\r\n\r\n", outcome::reset, message, 0);
  record::request_record r;
  openai::exchange ex;
  ex.start(r, true, false);
  CHECK(ex.finish(at(5)) == openai::exchange::status::failed);
  CHECK_FALSE(ex.any_byte());
  CHECK(r.outcome == outcome::reset);
  CHECK(r.closed == at(5));
}

TEST_CASE("bytes that are not what was agreed on") {
  fails(stream_of("data: {\"choices\":[{\"delta\"\n\n"), outcome::malformed,
        "an event is not a JSON object: {\"choices\":[{\"delta\"", 200);
  fails(stream_of(concat(a_token, "data: 17\n\n")), outcome::malformed, "an event is not a JSON object: 17", 200);
  fails(stream_of("data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}}{\n\n"), outcome::malformed,
        "an event is not a JSON object: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}}{", 200);
  auto const other = respond("SSH-2.0-x\r\n").record;
  CHECK(other.outcome == outcome::malformed);
  CHECK(other.error.starts_with("the response is not HTTP: Expected HTTP/"));
  fails("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Encoding: gzip\r\n\r\nxyz", outcome::malformed,
        "the body is encoded as gzip, which was not asked for", 200);
  fails(response_of("200 OK", "application/json", "{\"choices\":"), outcome::malformed,
        "the answer is not a JSON object: {\"choices\":", 200);
  CHECK_FALSE(respond("HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 0\r\n\r\n").reusable);
  CHECK(respond("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Encoding: identity\r\n\r\n" +
                std::string(a_token) + std::string(done_line))
            .record.outcome == outcome::completed);
}

TEST_CASE("bodies of failed requests in their six shapes, and others") {
  auto const json = [](std::string_view status, std::string_view body) {
    return response_of(status, "application/json", body);
  };
  fails(json("400 Bad Request", R"({"error":{"message":"too long","type":"x","param":null,"code":400}})"),
        outcome::http_4xx, "too long", 400);
  fails(json("500 No", R"({"error":{"code":500,"message":"bad","type":"y"}})"), outcome::http_5xx, "bad", 500);
  fails(json("429 Busy", R"({"error":{"message":"slow down","code":"rate_limit"}})"), outcome::http_429, "slow down",
        429);
  fails(json("404 Not Found", R"({"detail":"Not Found"})"), outcome::http_4xx, "Not Found", 404);
  fails(json("422 No", R"({"detail":[{"loc":["body",1],"msg":"JSON decode error"},{"msg":"b"}]})"), outcome::http_4xx,
        "JSON decode error", 422);
  fails(response_of("500 No", "text/plain", "Internal Server Error\n"), outcome::http_5xx, "Internal Server Error",
        500);
  fails(json("503 Busy", R"({"object":"error","message":"full","code":503})"), outcome::http_5xx, "full", 503);
  fails(json("424 No", R"({"error":"Model is overloaded","error_type":"overloaded"})"), outcome::http_4xx,
        "Model is overloaded", 424);
  fails(response_of("502 Bad Gateway", "text/html", "<html>\r\n<h1>502</h1>"), outcome::http_5xx,
        "<html>  <h1>502</h1>", 502);
  fails(json("400 No", R"({"error":{"message":""}})"), outcome::http_4xx, R"({"error":{"message":""}})", 400);
  fails(response_of("503 Busy", "text/plain", ""), outcome::http_5xx, "HTTP 503", 503);
  fails("HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n", outcome::http_other, "HTTP 302", 302);
  fails("HTTP/1.1 502 No\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\nxx", outcome::http_5xx, "HTTP 502", 502);
  CHECK(respond(json("404 Not Found", "{}")).reusable);
}

TEST_CASE("a failed status stands, however its body ends") {
  fails("HTTP/1.1 503 Busy\r\nContent-Length: 100\r\n\r\nfull", outcome::http_5xx, "full", 503);
  record::request_record r;
  openai::exchange ex;
  ex.start(r, true, false);
  ex.feed(support::padded_piece{"HTTP/1.1 429 Busy\r\nRetry-After: 2\r\nContent-Length: 9\r\n\r\nslow"}.span(), at(1));
  CHECK(ex.head().retry_after == "2");
  CHECK(ex.fail(outcome::reset, "broken pipe", at(2)) == openai::exchange::status::failed);
  CHECK(r.outcome == outcome::http_429);
  CHECK(r.error == "slow");
}

TEST_CASE("what the client decides yields to what the server has said") {
  auto const give_up_after = [](std::string_view body, outcome why) {
    record::request_record r;
    openai::exchange ex;
    ex.start(r, true, false);
    ex.feed(support::padded_piece{concat(support::stream_head, support::chunk(body))}.span(), at(1));
    ex.fail(why, "ours", at(2));
    return r;
  };
  auto const cut = give_up_after(a_token, outcome::reset);
  CHECK(cut.outcome == outcome::reset);
  CHECK(cut.error == "ours");
  CHECK(cut.closed == at(2));
  CHECK(cut.output_tokens == 1);
  CHECK(give_up_after(a_token, outcome::cancelled).outcome == outcome::cancelled);
  CHECK(give_up_after(concat(a_token, done_line), outcome::timeout_total).outcome == outcome::completed);
  CHECK(give_up_after(done_line, outcome::timeout_total).outcome == outcome::empty);
  CHECK(give_up_after("data: {\"error\":\"theirs\"}\n\n", outcome::timeout_idle).error == "theirs");
}

TEST_CASE("a message is kept up to 200 bytes and to a whole character") {
  std::string const long_text = std::string(199, 'x') + "\xE2\x82\xAC and more";
  auto const r = respond(response_of("500 No", "text/plain", long_text)).record;
  CHECK(r.error == std::string(199, 'x'));
}
