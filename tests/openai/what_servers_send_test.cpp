// SPDX-License-Identifier: MIT
#include <tokendyno/openai/exchange.hpp>

#include <tokendyno/core/error.hpp>
#include <tokendyno/metrics/ttft.hpp>
#include <tokendyno/openai/chat_request.hpp>
#include <tokendyno/record/outcome.hpp>

#include <doctest/doctest.h>
#include <support/capture.hpp>
#include <support/responses.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// The rules for what real servers send, one case a habit; those that need a socket or a whole run stand in
// tests/client and tests/metrics under the same name.
using namespace tokendyno;
using record::failure_kind;
using record::outcome;
using record::token_source;
using support::at;
using support::capture;
using support::respond;
using support::stream_of;

namespace {

record::request_record record_of(std::string_view file, bool streamed = true) {
  return respond(capture(file), {}, streamed).record;
}

// As servers write: each event is a read of its own, the first of them with the headers before it.
record::request_record event_by_event(std::string_view bytes) {
  std::vector<std::size_t> cuts;
  for (auto i = bytes.find("\ndata: "); i != std::string_view::npos; i = bytes.find("\ndata: ", i + 1))
    cuts.push_back(i + 1);
  return respond(bytes, cuts).record;
}

failure_kind kind_of(record::request_record const& r) { return record::kind(r.outcome, r.http_status); }

std::string event(std::string_view choice, std::string_view rest = "") {
  return std::string("data: {\"choices\":[{").append(choice).append("}]").append(rest).append("}\n\n");
}

std::string const stop_event = event(R"("index":0,"delta":{},"finish_reason":"stop")");
std::string const done_event = "data: [DONE]\n\n";

}  // namespace

TEST_CASE("what servers send 2: an error inside a 200 stream ends the request, its class is that of the code") {
  auto const too_long = record_of("llm-d-sim/err_toolong");
  CHECK(too_long.outcome == outcome::in_stream_error);
  CHECK(too_long.http_status == 400);
  CHECK(kind_of(too_long) == failure_kind::setup);
  CHECK(too_long.error.starts_with("This model's maximum context length is 512 tokens."));
  auto const full = record_of("llm-d-sim/err_queue_full");
  CHECK(full.outcome == outcome::in_stream_error);
  CHECK(kind_of(full) == failure_kind::overload);
  auto const with_code = [](std::string const& code) {
    return kind_of(
        respond(stream_of(R"(data: {"error":{"message":"m","code":)" + code + "}}\n\n" + done_event)).record);
  };
  for (auto const* const code : {"400", "401", "403", "404", "422", "\"404\""})
    CHECK(with_code(code) == failure_kind::setup);
  for (auto const* const code : {"429", "503", "\"503\""}) CHECK(with_code(code) == failure_kind::overload);
  for (auto const* const code : {"500", "418", "null", "\"oops\""}) CHECK(with_code(code) == failure_kind::other);
}

TEST_CASE("what servers send 3: a stream without an event is a failure, not a fast answer") {
  auto const r = record_of("llama-cpp-python/err_toolong_prompt_stream_true");
  CHECK(r.http_status == 200);
  CHECK(r.outcome == outcome::empty);
  CHECK(r.error.starts_with("a stream without an event, content type: text/event-stream"));
  CHECK_FALSE(r.last);
  CHECK(kind_of(r) == failure_kind::other);
}

TEST_CASE("what servers send 4: a polite end with abort is no success") {
  auto const polite = record_of("vllm/killed_midstream");
  CHECK(polite.done);
  CHECK(polite.outcome == outcome::in_stream_error);
  CHECK(polite.error == "finish_reason: abort");
  CHECK(record_of("llama-server/killed_midstream").outcome == outcome::truncated_stream);
  auto const ended = [](std::string_view word) {
    return respond(
               stream_of(event(R"("delta":{"content":"a"},"finish_reason":")" + std::string{word} + '"') + done_event))
        .record.outcome;
  };
  for (auto const* const word : {"stop", "length", "tool_calls", "content_filter"})
    CHECK(ended(word) == outcome::completed);
  for (auto const* const word : {"abort", "error", "repetition"}) CHECK(ended(word) == outcome::in_stream_error);
}

TEST_CASE("what servers send 5: the end of the body is the end where a finish reason was seen, and which end it was") {
  auto const without_done = record_of("transformers-serve/chat_stream_usage");
  CHECK(without_done.outcome == outcome::completed);
  CHECK(without_done.no_done);
  CHECK_FALSE(without_done.done);
  CHECK(without_done.finished);
  auto const with_done = record_of("vllm/chat_stream_usage");
  CHECK_FALSE(with_done.no_done);
  CHECK(with_done.done);
  auto const one_token = event(R"("delta":{"content":"a"})");
  CHECK(respond(stream_of(one_token)).record.outcome == outcome::truncated_stream);
  CHECK(respond(stream_of(one_token + stop_event)).record.outcome == outcome::completed);
}

TEST_CASE("what servers send 6: events are not tokens, in neither direction") {
  // Three tokens in one event: the server held their bytes back.
  auto const held_back = record_of("llama-server/chat_stream_progress");
  CHECK(held_back.content_events == 1);
  CHECK(held_back.output_tokens == 3);
  CHECK(held_back.tokens_from == token_source::timings);
  // Eight tokens, each with its event, of which two show text.
  auto const blank = event_by_event(capture("vllm/chat_stream_usage"));
  CHECK(blank.output_tokens == 8);
  CHECK(blank.tokens_from == token_source::usage);
  CHECK(blank.content_events == 2);
  CHECK(std::count_if(blank.reads.begin(), blank.reads.end(), [](auto const& r) { return r.blank == 1; }) == 6);
  CHECK(blank.reads.front().blank == 0);  // the role chunk
  // Two tokens in one event, and the running count that says so.
  auto const two = event_by_event(capture("vllm-0.24.0-h200/chat_stream_logprobs_continuous"));
  CHECK(two.output_tokens == 3);
  CHECK(two.content_events == 2);
  CHECK(two.first_read_tokens == 1);
  // Running counts and token ids show the first token before its text.
  auto const counted = event_by_event(capture("vllm/chat_stream_usage_continuous"));
  REQUIRE(counted.first);
  CHECK(*counted.first < *counted.first_visible);
  CHECK(counted.output_tokens == 5);
  CHECK(record_of("vllm/chat_stream_tokenids").tokens_from == token_source::token_ids);
}

TEST_CASE("what servers send 7: a role chunk is no token, in the read of the first token or in one of its own") {
  auto const together = event_by_event("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n" +
                                       event(R"("delta":{"role":"assistant","content":null})") +
                                       event(R"("delta":{"content":"a"})") + stop_event + done_event);
  REQUIRE(together.first);
  CHECK(*together.first > *together.first_event);
  // llama-server writes both as one HTTP chunk: one read, one stamp, and no time of the role chunk to mistake.
  auto const bytes = capture("llama-server/chat_stream_usage");
  auto const second_chunk = bytes.find("\r\n\r\nf4\r\n");
  auto const head = bytes.find("\r\n\r\n") + 4;
  REQUIRE(second_chunk == std::string::npos);
  auto const one = bytes.find("\r\nf4\r\n");
  REQUIRE(one != std::string::npos);
  auto const r = respond(bytes, {head, one}).record;
  CHECK(r.headers == at(1));
  CHECK(r.first_event == at(2));
  CHECK(r.first == at(2));
  CHECK(r.reads.front().events == 2);
  CHECK(r.reads.front().text == 1);
}

TEST_CASE("what servers send 8: several choices are refused, and counted right where they come all the same") {
  for (auto const* const body : {"\"n\": 2", "\"top_k\": 1, \"n\": 3"}) {
    openai::chat_request const request{.model = "m", .prompt = "p", .extra_body = body};
    CHECK_THROWS_WITH_AS(
        static_cast<void>(openai::body(request)),
        "chat_request.extra_body: \"n\" must be 1, the tokens of several choices come mixed in one stream",
        invalid_argument);
  }
  CHECK_NOTHROW(static_cast<void>(openai::body({.model = "m", .extra_body = "\"n\": 1"})));
  auto const one_usage_a_choice = record_of("llama-server/chat_stream_n2");
  CHECK(one_usage_a_choice.output_tokens == 6);
  CHECK(one_usage_a_choice.input_tokens == 27);
  auto const one_total = record_of("vllm/chat_stream_n2");
  CHECK(one_total.output_tokens == 6);
  CHECK(one_total.input_tokens == 22);
  // Of one choice the last count holds, however often it is said.
  auto const usage = [](int n) {
    return "data: {\"choices\":[],\"usage\":{\"completion_tokens\":" + std::to_string(n) + "}}\n\n";
  };
  auto const one_token = event(R"("index":0,"delta":{"content":"a"})");
  CHECK(respond(stream_of(one_token + stop_event + usage(3) + usage(4) + done_event)).record.output_tokens == 4);
}

TEST_CASE("what servers send 9: usage in its five places, or nowhere") {
  struct place {
    std::string_view file;
    std::uint32_t prompt, completion;
    token_source from;
  };
  for (auto const& e : {place{"vllm/chat_stream_usage", 22, 8, token_source::usage},
                        place{"llm-d-sim/chat_stream_usage", 10, 8, token_source::usage},
                        place{"transformers-serve/chat_stream_nousage", 22, 6, token_source::usage},
                        place{"llama-server/completions_stream_usage", 13, 5, token_source::usage},
                        place{"vllm/chat_stream_usage_continuous", 22, 5, token_source::usage},
                        place{"llama-cpp-python/chat_stream_usage", 0, 4, token_source::events}}) {
    CAPTURE(e.file);
    auto const r = record_of(e.file);
    CHECK(r.input_tokens == e.prompt);
    CHECK(r.output_tokens == e.completion);
    CHECK(r.tokens_from == e.from);
  }
  // A null behind a count takes nothing back.
  auto const null_last = respond(stream_of(event(R"("delta":{"content":"ab"})", R"(,"usage":{"completion_tokens":2})") +
                                           event(R"("finish_reason":"stop")", R"(,"usage":null)") + done_event));
  CHECK(null_last.record.output_tokens == 2);
  CHECK(null_last.record.tokens_from == token_source::usage);
}

TEST_CASE("what servers send 11: the status is the class of a refusal, its body an excerpt in any of six shapes") {
  struct refusal {
    std::string_view file;
    outcome ended;
    std::string_view begin;
  };
  for (auto const& e :
       {refusal{"vllm/err_model", outcome::http_4xx, "The model `nope` does not exist."},
        refusal{"llama-server/err_json", outcome::http_5xx, "[json.exception.parse_error.101]"},
        refusal{"llama-cpp-python/err_toolong_prompt_stream_false", outcome::http_4xx, "This model's maximum"},
        refusal{"llama-cpp-python/err_missing_messages", outcome::http_5xx, R"({"error":{"message":"","type":)"},
        refusal{"transformers-serve/err_model", outcome::http_4xx, "Server is pinned to './tinyllama'"},
        refusal{"transformers-serve/err_json", outcome::http_4xx, "JSON decode error"},
        refusal{"llama-cpp-python/err_json", outcome::http_5xx, "Internal Server Error"}}) {
    CAPTURE(e.file);
    auto const r = record_of(e.file);
    CHECK(r.outcome == e.ended);
    CHECK(r.error.starts_with(e.begin));
  }
  // A code in the body is no status.
  auto const r = respond(support::response_of("500 No", "application/json", R"({"error":{"message":"m","code":429}})"));
  CHECK(r.record.outcome == outcome::http_5xx);
  CHECK(r.record.http_status == 500);
}

TEST_CASE("what servers send 12: keys in any order, null content, blanks behind colons, no finish reason") {
  auto const usage_first = record_of("llm-d-sim/chat_stream_ignore_eos");
  CHECK(usage_first.output_tokens == 12);
  CHECK(usage_first.content_events == 12);
  CHECK(record_of("llama-server/chat_stream_usage").content_events == 5);
  CHECK(record_of("llama-cpp-python/chat_stream_usage").content_events == 4);
  CHECK(record_of("transformers-serve/chat_stream_usage").content_events == 5);
  auto const turned =
      "data: {\"usage\":{\"completion_tokens\":3,\"prompt_tokens\":2},\"choices\":[{\"finish_reason\" : null,"
      "\"delta\": {\"content\" : \"a\", \"role\" : \"assistant\"}, \"index\" : 0}],\"model\" : \"m\"}\n\n" +
      event(R"("finish_reason":"stop","delta":{"content":null})") + done_event;
  auto const r = respond(stream_of(turned));
  CHECK(r.record.outcome == outcome::completed);
  CHECK(r.record.content_events == 1);
  CHECK(r.record.output_tokens == 3);
  CHECK(r.record.input_tokens == 2);
  CHECK(r.model == "m");
  CHECK(r.record.text == "a");
}

TEST_CASE("what servers send 13: pings are no events, and the time to headers is not that to the first token") {
  std::vector<std::string> const pieces{
      std::string{support::stream_head}, support::chunk(event(R"("delta":{"role":"assistant","content":null})")),
      support::chunk(":\n\n"),           support::chunk(event(R"("delta":{"content":"a"})")),
      support::chunk(":\n\n"),           support::chunk(stop_event + done_event) + "0\r\n\r\n"};
  std::string bytes;
  std::vector<std::size_t> cuts;
  for (auto const& piece : pieces) {
    if (!bytes.empty()) cuts.push_back(bytes.size());
    bytes += piece;
  }
  auto const r = respond(bytes, cuts).record;
  CHECK(r.outcome == outcome::completed);
  CHECK(r.headers == at(1));
  CHECK(r.first_event == at(2));
  CHECK(r.first == at(4));
  CHECK(r.last == at(4));
  CHECK(r.reads.size() == 3);
  CHECK(metrics::ttft(r) == at(4) - r.sent);
}
