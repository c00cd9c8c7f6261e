// SPDX-License-Identifier: MIT
#include <tokendyno/load/session.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <load/simulated_run.hpp>

namespace {

namespace td = tokendyno;
namespace load = tokendyno::load;
using namespace std::chrono_literals;
using simulated::drive;
using simulated::start;
using simulated::varied;

TEST_CASE("a count of n: n requests are scheduled and n end inside the window, under constant load") {
  for (std::uint32_t const c : {1U, 4U, 16U}) {
    load::session session(load::closed_loop{.concurrency = c}, {.requests = 2 * c}, {.requests = 100}, start);
    auto const run = drive(session, varied);
    auto const w0 = session.window_begin().value();
    auto const w1 = session.window_end().value();
    CHECK(run.measured() == 100);
    CHECK(run.ended_within(w0, w1) == 100);
    CHECK_FALSE(session.whole_run());
    CHECK(session.in_flight() == 0);
    CHECK(session.issued() == run.requests.size());
    CHECK(run.most_in_flight == c);
    for (auto const& r : run.requests) {
      CHECK(r.ticket.measured == (r.ticket.scheduled >= w0 && r.ticket.scheduled < w1));
      CHECK(r.sent == r.ticket.scheduled);
      if (r.ended > w0 && r.ended < w1) CHECK(run.in_flight(r.ended) == c);
    }
  }
}

TEST_CASE("the window opens at the k-th end, and its slot is used again at that instant") {
  load::session session(load::closed_loop{.concurrency = 4, .stagger = 100ms}, {.requests = 8}, {.requests = 20},
                        start);
  auto const run = drive(session, varied);
  std::vector<td::time_point> ends;
  for (auto const& r : run.requests) ends.push_back(r.ended);
  std::sort(ends.begin(), ends.end());
  CHECK(session.window_begin() == ends[7]);
  CHECK(session.window_end() == ends[27]);
  auto const first =
      std::find_if(run.requests.begin(), run.requests.end(), [](auto const& r) { return r.ticket.measured; });
  CHECK(first->sent == ends[7]);
  CHECK(first->ticket.index == 11);  // eight ends after four first starts
  CHECK(run.requests.size() == 31);
}

TEST_CASE("indices count up from 0 through warm-up and window") {
  load::session session(load::closed_loop{.concurrency = 3}, {}, {.requests = 10}, start);
  auto const run = drive(session, varied);
  for (std::size_t i = 0; i < run.requests.size(); ++i) CHECK(run.requests[i].ticket.index == i);
}

TEST_CASE("a time after w0 closes the window there, and what is in flight is followed to its end") {
  load::session session(load::closed_loop{.concurrency = 4}, {.requests = 8}, {.after = 10s}, start);
  auto const run = drive(session, varied);
  auto const w0 = session.window_begin().value();
  auto const w1 = session.window_end().value();
  CHECK(w1 == w0 + 10s);
  std::size_t drained = 0;
  for (auto const& r : run.requests) {
    CHECK(r.ticket.scheduled < w1);
    if (r.ended >= w1) ++drained;
  }
  CHECK(drained == 4);
  CHECK(session.finished());
}

TEST_CASE("of a count and a time the first one closes the window") {
  load::session counted(load::closed_loop{.concurrency = 4}, {}, {.requests = 20, .after = 1h}, start);
  CHECK(drive(counted, varied).measured() == 20);
  CHECK(*counted.window_end() < *counted.window_begin() + 1h);
  load::session timed(load::closed_loop{.concurrency = 4}, {}, {.requests = 100'000, .after = 5s}, start);
  CHECK(drive(timed, varied).measured() < 100'000);
  CHECK(timed.window_end() == *timed.window_begin() + 5s);
}

TEST_CASE("a warm-up by time opens the window then; the later of time and count decides") {
  load::session timed(load::closed_loop{.concurrency = 4}, {.after = 3s}, {.requests = 20}, start);
  CHECK(timed.window_begin() == start + 3s);
  auto const run = drive(timed, varied);
  CHECK(run.measured() == 20);
  for (auto const& r : run.requests) CHECK(r.ticket.measured == (r.sent >= start + 3s));
  load::session both(load::closed_loop{.concurrency = 4}, {.requests = 2, .after = 3s}, {.requests = 20}, start);
  drive(both, varied);
  CHECK(both.window_begin() == start + 3s);
}

TEST_CASE("the window waits for the first start of every slot") {
  load::session session(load::closed_loop{.concurrency = 10, .stagger = 1s}, {.requests = 2}, {.requests = 50}, start);
  auto const run = drive(session, [](std::uint64_t) { return td::duration{10ms}; });
  CHECK(session.window_begin() == start + 900ms);
  CHECK(run.measured() == 50);
}

TEST_CASE("without warm-up exactly n requests are issued and the window is the whole run") {
  load::session session(load::closed_loop{.concurrency = 4}, {.requests = 0}, {.requests = 10}, start);
  CHECK(session.whole_run());
  CHECK_FALSE(session.window_end());
  auto const run = drive(session, varied);
  CHECK(run.requests.size() == 10);
  CHECK(run.measured() == 10);
  CHECK(session.window_begin() == start);
  td::time_point last{};
  for (auto const& r : run.requests) last = std::max(last, r.ended);
  CHECK(session.window_end() == last);
}

TEST_CASE("without warm-up a time stops the issuing, and the window lasts to the last end") {
  load::session session(load::closed_loop{.concurrency = 4}, {.requests = 0}, {.after = 5s}, start);
  auto const run = drive(session, varied);
  for (auto const& r : run.requests) CHECK(r.sent < start + 5s);
  CHECK(*session.window_end() > start + 5s);
}

TEST_CASE("a slot rests for the think time, from an end to the next scheduled instant") {
  load::session session(load::closed_loop{.concurrency = 1, .think_time = 200ms}, {.requests = 1}, {.requests = 3},
                        start);
  auto const run = drive(session, [](std::uint64_t) { return td::duration{1s}; });
  REQUIRE(run.requests.size() == 4);
  CHECK(session.window_begin() == start + 1s);
  CHECK(run.requests[1].ticket.scheduled == start + 1200ms);
  CHECK(run.requests[3].ticket.scheduled == start + 3600ms);
  CHECK(session.window_end() == start + 4800ms);
}

TEST_CASE("with think time a count still schedules exactly n in the window") {
  load::session session(load::closed_loop{.concurrency = 5, .think_time = 700ms}, {.requests = 10}, {.requests = 40},
                        start);
  auto const run = drive(session, varied);
  CHECK(run.measured() == 40);
  std::size_t inside = 0;
  for (auto const& r : run.requests)
    if (r.ticket.scheduled >= *session.window_begin() && r.ticket.scheduled < *session.window_end()) ++inside;
  CHECK(inside == 40);
}

}  // namespace
