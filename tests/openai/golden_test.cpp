// SPDX-License-Identifier: MIT
#include <tokendyno/openai/exchange.hpp>

#include <doctest/doctest.h>
#include <support/transcripts.hpp>

#include <vector>

using namespace tokendyno;
using record::stream_read;
using support::at;

TEST_CASE("first transcript: a role chunk, two tokens in an event, a comment, a token with the finish reason") {
  auto const r = support::plain_transcript();
  CHECK(r.outcome == record::outcome::completed);
  CHECK(r.http_status == 200);
  CHECK(r.streamed);
  CHECK(r.headers == at(3));
  CHECK(r.first_event == at(10));
  CHECK(r.first == at(210));
  CHECK(r.first_visible == at(210));
  CHECK(r.answer == at(210));
  CHECK(r.last == at(260));
  CHECK(r.finished == at(260));
  CHECK(r.done == at(263));
  CHECK(r.closed == at(264));
  CHECK(r.finish == record::finish_reason::stop);
  CHECK(r.input_tokens == 12);
  CHECK(r.output_tokens == 4);
  CHECK(r.tokens_from == record::token_source::usage);
  CHECK(r.first_read_tokens == 1);
  CHECK(r.content_events == 3);
  CHECK(r.content_reads == 3);
  CHECK(r.text == "Hello world");
  CHECK(r.error.empty());
  CHECK_FALSE(r.no_done);
  CHECK_FALSE(r.data_after_done);
  CHECK(r.reads == std::vector<stream_read>{
                       {.at = at(10), .events = 1, .choices = 1},
                       {.at = at(210), .events = 1, .choices = 1, .text = 1, .tokens = 1},
                       {.at = at(230), .events = 1, .choices = 1, .text = 1, .tokens = 2},
                       {.at = at(260), .events = 1, .choices = 1, .text = 1, .tokens = 1},
                       {.at = at(262), .events = 1},
                   });
  std::size_t bytes = 0;
  for (auto const& read : support::plain_reads()) bytes += read.bytes.size();
  CHECK(r.bytes_received == bytes);
}

TEST_CASE("what the exchange sets is all that it sets") {
  auto const r = support::plain_transcript();
  CHECK(r.scheduled == at(-5));
  CHECK(r.sent == at(0));
  CHECK(r.index == 0);
  CHECK(r.max_tokens == 0);
  CHECK(r.reconnects == 0);
  CHECK_FALSE(r.reused_connection);
}

TEST_CASE("second transcript: reasoning, and tokens that show no text but in the running count") {
  auto const r = support::reasoning_transcript();
  CHECK(r.outcome == record::outcome::completed);
  CHECK(r.headers == at(5));
  CHECK(r.first_event == at(5));
  CHECK(r.first == at(100));
  CHECK(r.first_visible == at(120));
  CHECK(r.answer == at(150));
  CHECK(r.last == at(190));
  CHECK(r.finished == at(190));
  CHECK(r.done == at(192));
  CHECK(r.closed == at(192));
  CHECK(r.finish == record::finish_reason::length);
  CHECK(r.output_tokens == 5);
  CHECK(r.tokens_from == record::token_source::usage);
  CHECK(r.first_read_tokens == 1);
  CHECK(r.content_events == 5);
  CHECK(r.content_reads == 4);
  CHECK(r.text == "c");
  CHECK(r.reads == std::vector<stream_read>{
                       {.at = at(5), .events = 1, .choices = 1},
                       {.at = at(100), .events = 1, .choices = 1, .counted = 1, .tokens = 1},
                       {.at = at(120), .events = 1, .choices = 1, .reasoning = 1, .tokens = 1},
                       {.at = at(150), .events = 2, .choices = 2, .text = 1, .reasoning = 1, .tokens = 2},
                       {.at = at(190), .events = 1, .choices = 1, .counted = 1, .tokens = 1},
                       {.at = at(191), .events = 1},
                   });
}

TEST_CASE("second transcript without running counts: the empty tokens do not show") {
  auto const r = support::reasoning_transcript(false);
  CHECK(r.outcome == record::outcome::completed);
  CHECK(r.first == at(120));
  CHECK(r.first_visible == at(120));
  CHECK(r.answer == at(150));
  CHECK(r.last == at(150));
  CHECK(r.finished == at(190));
  CHECK(r.output_tokens == 5);
  CHECK(r.first_read_tokens == 0);
  CHECK(r.content_events == 3);
  CHECK(r.content_reads == 2);
  CHECK(r.reads == std::vector<stream_read>{
                       {.at = at(5), .events = 1, .choices = 1},
                       {.at = at(100), .events = 1, .choices = 1, .blank = 1},
                       {.at = at(120), .events = 1, .choices = 1, .reasoning = 1},
                       {.at = at(150), .events = 2, .choices = 2, .text = 1, .reasoning = 1},
                       {.at = at(190), .events = 1, .choices = 1, .blank = 1},
                       {.at = at(191), .events = 1},
                   });
}

TEST_CASE("one exchange and one record serve many requests") {
  record::request_record r;
  openai::exchange ex;
  for (int i = 0; i < 3; ++i) {
    r.reset();
    ex.start(r, true, true);
    auto status = openai::exchange::status::more;
    for (auto const& read : support::plain_reads()) {
      CHECK(status == openai::exchange::status::more);
      status = ex.feed(support::padded_piece{read.bytes}.span(), at(read.ms));
    }
    CHECK(status == openai::exchange::status::complete);
    CHECK(ex.reusable());
    CHECK(ex.names().model == "m");
    CHECK(ex.names().system_fingerprint.empty());
    CHECK(r.reads == support::plain_transcript().reads);
    CHECK(r.text == "Hello world");
    CHECK(r.output_tokens == 4);
  }
}
