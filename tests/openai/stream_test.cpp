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
using support::stream_of;

namespace {

constexpr std::string_view hello = R"(data: {"choices":[{"delta":{"content":"hé"}}]})";
constexpr std::string_view stop = R"(data: {"choices":[{"delta":{},"finish_reason":"stop"}]})";

// A stream of two events and [DONE] with this line end; both events count, one shows text.
std::string two_events(std::string_view line_end) {
  std::string body;
  for (auto const line : {hello, stop, std::string_view{"data: [DONE]"}}) {
    body.append(line).append(line_end).append(line_end);
  }
  return body;
}

void completed_with(response const& r, std::string_view text, std::uint32_t tokens) {
  REQUIRE(r.status == openai::exchange::status::complete);
  REQUIRE(r.record.outcome == outcome::completed);
  REQUIRE(r.record.text == text);
  REQUIRE(r.record.output_tokens == tokens);
  REQUIRE(r.record.first);
  REQUIRE(r.record.last);
  REQUIRE(r.record.done);
  REQUIRE_FALSE(r.record.no_done);
}

}  // namespace

TEST_CASE("line ends, a byte order mark and characters are cut anywhere") {
  for (std::string_view const line_end : {"\n", "\r", "\r\n"}) {
    auto const bytes = stream_of("\xEF\xBB\xBF" + two_events(line_end));
    support::respond_to_every_cut(bytes, [](response const& r) {
      completed_with(r, "hé", 1);
      REQUIRE(r.record.tokens_from == token_source::events);
      REQUIRE(r.reusable);
    });
  }
}

TEST_CASE("data without a space") {
  auto const bytes = stream_of("data:{\"choices\":[{\"text\":\"a\"}]}\n\ndata:[DONE]\n\n");
  support::respond_to_every_cut(bytes, [](response const& r) { completed_with(r, "a", 1); });
}

TEST_CASE("two events in one read share its stamp and its row") {
  auto const r = respond(stream_of(two_events("\n"))).record;
  REQUIRE(r.reads.size() == 1);
  CHECK(r.reads[0] == record::stream_read{.at = at(1), .events = 2, .choices = 2, .text = 1});
  CHECK(r.first == at(1));
  CHECK(r.finished == at(1));
  CHECK(r.content_reads == 1);
}

TEST_CASE("one event in three reads has the stamp of the last") {
  auto const bytes = stream_of(std::string(hello) + "\n\n" + std::string(stop) + "\n\ndata: [DONE]\n\n");
  auto const begin = support::stream_head.size() + 10;
  auto const r = respond(bytes, {begin, begin + 10, bytes.size() - 40}).record;
  CHECK(r.headers == at(1));
  CHECK(r.first_event == at(3));
  CHECK(r.first == at(3));
  CHECK(r.reads.front().at == at(3));
}

TEST_CASE("comments feed no timeout: they move neither the first nor the last token") {
  record::request_record r;
  openai::exchange ex;
  ex.start(r, true, false);
  CHECK_FALSE(ex.any_byte());
  double ms = 0;
  auto const feed = [&](std::string const& bytes) { ex.feed(support::padded_piece{bytes}.span(), at(++ms)); };
  feed(std::string(support::stream_head));
  CHECK(ex.any_byte());
  feed(support::chunk(": ping\n\n"));
  CHECK_FALSE(ex.any_token());
  CHECK_FALSE(ex.last_token());
  CHECK_FALSE(r.first_event);
  feed(support::chunk(std::string(hello) + "\n\n"));
  CHECK(ex.any_token());
  CHECK(ex.last_token() == at(3));
  feed(support::chunk(":\n\n"));
  feed(support::chunk(R"(data: {"choices":[{"delta":{"role":"assistant","content":null}}]})"
                      "\n\n"));
  CHECK(ex.last_token() == at(3));
  CHECK(ex.fail(outcome::timeout_idle, "no token for 30 s", at(30'003)) == openai::exchange::status::failed);
  CHECK(r.outcome == outcome::timeout_idle);
  CHECK(r.error == "no token for 30 s");
  CHECK(r.closed == at(30'003));
  CHECK(r.output_tokens == 1);
  CHECK(r.content_reads == 1);
  CHECK_FALSE(ex.reusable());
  CHECK(ex.feed(support::padded_piece{"x"}.span(), at(30'004)) == openai::exchange::status::failed);
}

TEST_CASE("an end without a blank line, whole body or end of the connection") {
  auto const body = std::string(hello) + "\n\n" + std::string(stop) + "\n\ndata: [DONE]";
  support::respond_to_every_cut(stream_of(body), [](response const& r) { completed_with(r, "hé", 1); });
  auto const closing = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n" + body;
  support::respond_to_every_cut(closing, [](response const& r) {
    completed_with(r, "hé", 1);
    REQUIRE_FALSE(r.reusable);
  });
  // The event has been here since the read that brought its bytes.
  auto const late = respond(closing.substr(0, closing.find("\n\ndata: {\"choices\":[{\"delta\":{},")), {}).record;
  CHECK(late.first == at(1));
  CHECK(late.closed == at(2));
  CHECK(late.outcome == outcome::truncated_stream);
}

TEST_CASE("null and absent members say nothing") {
  auto const r = respond(
      stream_of("data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":null}}],\"usage\":null}\n\n"
                "data: {\"choices\":null,\"error\":null}\n\n"
                "data: {}\n\n"
                "data: {\"choices\":[{\"delta\":null,\"finish_reason\":null,\"token_ids\":null}]}\n\n"
                "data: {\"usage\":null,\"choices\":[{\"delta\":{\"content\":\"a\"},\"index\":0}],\"model\":null}\n\n"
                "data: {\"choices\":[{\"finish_reason\":\"length\"}],\"usage\":null}\n\ndata: [DONE]\n\n"));
  completed_with(r, "a", 1);
  CHECK(r.record.finish == record::finish_reason::length);
  CHECK(r.record.reads[0] == record::stream_read{.at = at(1), .events = 6, .choices = 4, .text = 1});
  CHECK(r.record.tokens_from == token_source::events);
}

TEST_CASE("blank data is a keep-alive, not an event") {
  auto const r = respond(stream_of("data:\n\ndata:  \n\n" + two_events("\n")));
  completed_with(r, "hé", 1);
  CHECK(r.record.reads[0].events == 2);
}

TEST_CASE("an event of a megabyte") {
  std::string const big(1U << 20U, 'x');
  auto const bytes = stream_of("data: {\"choices\":[{\"delta\":{\"content\":\"" + big + "\"}}]}\n\n" +
                               std::string(stop) + "\n\ndata: [DONE]\n\n");
  completed_with(respond(bytes), big, 1);
  std::vector<std::size_t> cuts;
  for (std::size_t i = 4096; i < bytes.size(); i += 4096) cuts.push_back(i);
  completed_with(respond(bytes, cuts), big, 1);
}

TEST_CASE("data after [DONE] is left alone and noted") {
  auto const r = respond(stream_of(two_events("\n") + "data: {\"error\":\"late\"}\n\n" + std::string(hello) + "\n\n"));
  completed_with(r, "hé", 1);
  CHECK(r.record.data_after_done);
  CHECK(r.record.reads[0].events == 2);
}

TEST_CASE("without [DONE] the answer is whole if it was finished") {
  auto const body = std::string(hello) + "\n\n" + std::string(stop) + "\n\n";
  auto const whole = respond(stream_of(body));
  CHECK(whole.record.outcome == outcome::completed);
  CHECK(whole.record.no_done);
  CHECK(whole.reusable);

  auto cut = std::string(support::stream_head) + support::chunk(body);
  auto const r = respond(cut);
  CHECK(r.record.outcome == outcome::completed);
  CHECK(r.record.no_done);
  CHECK(r.status == openai::exchange::status::failed);
  CHECK_FALSE(r.reusable);

  // Half an event behind it changes nothing.
  cut += "1f\r\ndata: {\"choices\":[],\"usage\":{";
  CHECK(respond(cut).record.outcome == outcome::completed);
  CHECK(respond(cut).record.error.empty());
}

TEST_CASE("[DONE] without a finish reason is an end") {
  auto const r = respond(stream_of(std::string(hello) + "\n\ndata: [DONE]\n\n"));
  completed_with(r, "hé", 1);
  CHECK(r.record.finish == record::finish_reason::none);
  CHECK_FALSE(r.record.finished);
}
