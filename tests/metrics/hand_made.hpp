// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/record/request_record.hpp>
#include <tokendyno/record/stream_read.hpp>

#include <chrono>
#include <cstdint>

// Records built by hand, as a client would have written them.
namespace hand_made {

namespace td = tokendyno;

// The send; far from the clock's zero, so that a forgotten difference shows.
inline constexpr td::time_point sent{std::chrono::seconds{7000}};

constexpr td::time_point at(double ms) { return sent + td::from_seconds(ms * 1e-3); }
constexpr td::duration ms(double value) { return td::from_seconds(value * 1e-3); }

// 3 headers, 10 role chunk, 210 "Hel" (1 token), 230 "lo wor" (2), 245 : ping, 260 "ld" + stop (1), 262 usage with
// 12 prompt and 4 completion tokens, 263 [DONE], 264 end of the body; scheduled 5 ms before the send.
inline td::record::request_record plain() {
  td::record::request_record r;
  r.scheduled = at(-5);
  r.sent = at(0);
  r.headers = at(3);
  r.first_event = at(10);
  r.first = r.first_visible = r.answer = at(210);
  r.last = r.finished = at(260);
  r.done = at(263);
  r.closed = at(264);
  r.http_status = 200;
  r.finish = td::record::finish_reason::stop;
  r.input_tokens = 12;
  r.output_tokens = 4;
  r.tokens_from = td::record::token_source::usage;
  r.first_read_tokens = 1;
  r.content_events = r.content_reads = 3;
  r.reads = {{.at = at(10), .events = 1, .choices = 1},
             {.at = at(210), .events = 1, .choices = 1, .text = 1, .tokens = 1},
             {.at = at(230), .events = 1, .choices = 1, .text = 1, .tokens = 2},
             {.at = at(260), .events = 1, .choices = 1, .text = 1, .tokens = 1},
             {.at = at(262), .events = 1}};
  return r;
}

// 5 role chunk [running count 0], 100 "" [1], 120 reasoning "a" [2], 150 one read with reasoning "b" [3] and content
// "c" [4], 190 "" + length [5], 191 usage with 5 completion tokens, 192 [DONE] and end of the body.
inline td::record::request_record reasoning() {
  td::record::request_record r;
  r.scheduled = r.sent = at(0);
  r.headers = r.first_event = at(5);
  r.first = at(100);
  r.first_visible = at(120);
  r.answer = at(150);
  r.last = r.finished = at(190);
  r.done = r.closed = at(192);
  r.http_status = 200;
  r.finish = td::record::finish_reason::length;
  r.output_tokens = 5;
  r.tokens_from = td::record::token_source::usage;
  r.first_read_tokens = 1;
  r.content_events = 5;
  r.content_reads = 4;
  r.reads = {{.at = at(5), .events = 1, .choices = 1},
             {.at = at(100), .events = 1, .choices = 1, .counted = 1, .tokens = 1},
             {.at = at(120), .events = 1, .choices = 1, .reasoning = 1, .tokens = 1},
             {.at = at(150), .events = 2, .choices = 2, .text = 1, .reasoning = 1, .tokens = 2},
             {.at = at(190), .events = 1, .choices = 1, .counted = 1, .tokens = 1},
             {.at = at(191), .events = 1}};
  return r;
}

// The same stream without running counts: the empty tokens at 100 and 190 do not show.
inline td::record::request_record reasoning_uncounted() {
  auto r = reasoning();
  r.first = at(120);
  r.last = at(150);
  r.first_read_tokens = 0;
  r.content_events = 3;
  r.content_reads = 2;
  for (auto& read : r.reads) read.counted = 0, read.tokens = 0;
  return r;
}

}  // namespace hand_made
