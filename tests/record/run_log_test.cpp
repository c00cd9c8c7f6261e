// SPDX-License-Identifier: MIT
#include <tokendyno/record/run_log.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <cstdint>
#include <metrics/hand_made.hpp>

namespace {

namespace td = tokendyno;
using hand_made::at;
using hand_made::ms;
using td::record::run_log;

void check_same(td::record::request_record const& a, td::record::request_record const& b) {
  CHECK(a.index == b.index);
  CHECK(a.phase == b.phase);
  CHECK(a.outcome == b.outcome);
  CHECK(a.http_status == b.http_status);
  CHECK(a.finish == b.finish);
  CHECK(a.streamed == b.streamed);
  CHECK(a.scheduled == b.scheduled);
  CHECK(a.sent == b.sent);
  CHECK(a.connect == b.connect);
  CHECK(a.headers == b.headers);
  CHECK(a.first_event == b.first_event);
  CHECK(a.first == b.first);
  CHECK(a.first_visible == b.first_visible);
  CHECK(a.answer == b.answer);
  CHECK(a.last == b.last);
  CHECK(a.finished == b.finished);
  CHECK(a.done == b.done);
  CHECK(a.closed == b.closed);
  CHECK(a.max_tokens == b.max_tokens);
  CHECK(a.input_tokens == b.input_tokens);
  CHECK(a.output_tokens == b.output_tokens);
  CHECK(a.tokens_from == b.tokens_from);
  CHECK(a.first_read_tokens == b.first_read_tokens);
  CHECK(a.content_events == b.content_events);
  CHECK(a.content_reads == b.content_reads);
  CHECK(a.bytes_received == b.bytes_received);
  CHECK(a.reconnects == b.reconnects);
  CHECK(a.reused_connection == b.reused_connection);
  CHECK(a.no_done == b.no_done);
  CHECK(a.data_after_done == b.data_after_done);
  CHECK(a.timings == b.timings);
  CHECK(a.error == b.error);
}

td::record::request_record full() {
  auto r = hand_made::plain();
  r.index = 41;
  r.phase = td::record::phase::warmup;
  r.outcome = td::record::outcome::in_stream_error;
  r.http_status = 503;
  r.streamed = false;
  r.connect = ms(1.5);
  r.max_tokens = 64;
  r.bytes_received = 5'000'000'000;
  r.reconnects = 2;
  r.data_after_done = true;
  r.timings = {
      .cached_tokens = 26, .prompt_tokens = 1, .prompt = ms(5.5), .predicted_tokens = 6, .predicted = ms(26.75)};
  r.error = "engine died";
  r.text = "Hello world";
  return r;
}

td::record::request_record never_sent() {
  td::record::request_record r;
  r.index = 42;
  r.outcome = td::record::outcome::connect_refused;
  r.scheduled = at(7);
  r.closed = at(8);
  r.reused_connection = true;
  r.no_done = true;
  r.error = "connection refused";
  return r;
}

TEST_CASE("a row comes back as it was put in, but for the answer and the reads") {
  run_log log{.origin = at(-1000)};
  log.append(full());
  log.append(hand_made::reasoning());
  log.append(never_sent());
  REQUIRE(log.size() == 3);
  check_same(log.row(0), full());
  check_same(log.row(1), hand_made::reasoning());
  check_same(log.row(2), never_sent());
  CHECK(log.row(0).text.empty());
  CHECK(log.row(0).reads.empty());
  CHECK_THROWS_AS(static_cast<void>(log.row(3)), td::invalid_argument);
}

TEST_CASE("columns are nanoseconds after the origin, with one value for what never came") {
  run_log log{.origin = at(-1000)};
  log.append(full());
  log.append(never_sent());
  CHECK(log.sent_ns[0] == 1'000'000'000);
  CHECK(log.scheduled_ns[0] == 995'000'000);
  CHECK(log.first_ns[0] == 1'210'000'000);
  CHECK(log.connect_ns[0] == 1'500'000);
  CHECK(log.max_gap_ns[0] == 30'000'000);
  CHECK(log.sent_ns[1] == run_log::missing);
  CHECK(log.first_ns[1] == run_log::missing);
  CHECK(log.max_gap_ns[1] == run_log::missing);
  CHECK(*log.max_gap(0) == ms(30));
  CHECK_FALSE(log.max_gap(1));
  CHECK(log.flags[0] == run_log::data_after_done);
  CHECK(log.flags[1] == (run_log::reused_connection | run_log::no_done));
  REQUIRE(log.errors.size() == 2);
  CHECK(log.errors[1].first == 1);
  CHECK(log.errors[1].second == "connection refused");
}

TEST_CASE("reads are kept on demand, from any row on") {
  run_log log{.origin = at(0)};
  log.append(hand_made::plain());
  log.keep_reads = true;
  log.append(hand_made::reasoning());
  log.append(never_sent());
  log.append(hand_made::plain());
  CHECK(log.row(0).reads.empty());
  CHECK(log.row(1).reads == hand_made::reasoning().reads);
  CHECK(log.row(2).reads.empty());
  CHECK(log.row(3).reads == hand_made::plain().reads);
  CHECK(log.read_offsets == std::vector<std::size_t>{0, 0, 6, 6, 11});
}

TEST_CASE("logs of one arm are put together, whatever their origins") {
  run_log first{.origin = at(-1000)};
  first.append(never_sent());
  run_log second{.origin = at(-3000), .keep_reads = true};
  second.append(full());
  second.append(hand_made::reasoning());
  run_log third{.origin = at(-5000)};
  third.append(hand_made::plain());

  first.append(second);
  first.append(third);
  REQUIRE(first.size() == 4);
  check_same(first.row(0), never_sent());
  check_same(first.row(1), full());
  check_same(first.row(2), hand_made::reasoning());
  check_same(first.row(3), hand_made::plain());
  CHECK(first.sent_ns[1] == 1'000'000'000);
  CHECK(*first.max_gap(2) == ms(40));
  CHECK(*first.max_gap(3) == ms(30));  // known though its reads are not

  run_log empty;
  empty.append(second);
  CHECK(empty.origin == at(-3000));
  CHECK(empty.row(1).reads == hand_made::reasoning().reads);
}

TEST_CASE("appending into reserved room does not move the columns") {
  run_log log;
  log.reserve(100);
  auto const* const before = log.closed_ns.data();
  for (int i = 0; i < 100; ++i) log.append(hand_made::plain());
  CHECK(log.closed_ns.data() == before);
  CHECK(log.flags.capacity() == 100);
}

}  // namespace
