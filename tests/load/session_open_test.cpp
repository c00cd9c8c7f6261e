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

TEST_CASE("open loop: the window runs from arrival k to arrival k + n") {
  load::session session(load::open_loop(load::constant{10}), {.requests = 5}, {.requests = 20}, start);
  auto const run = drive(session, varied);
  CHECK(session.window_begin() == start + 500ms);
  CHECK(session.window_end() == start + 2500ms);
  CHECK(run.requests.size() == 25);
  CHECK(run.measured() == 20);
  for (auto const& r : run.requests) CHECK(r.sent == r.ticket.scheduled);
}

TEST_CASE("open loop: arrivals keep their schedule whatever the answers take") {
  load::session fast(load::open_loop(load::poisson{50}), {.after = 1s}, {.after = 10s}, start);
  load::session slow(load::open_loop(load::poisson{50}), {.after = 1s}, {.after = 10s}, start);
  auto const a = drive(fast, [](std::uint64_t) { return td::duration{1ms}; });
  auto const b = drive(slow, [](std::uint64_t) { return td::duration{30s}; });
  REQUIRE(a.requests.size() == b.requests.size());
  for (std::size_t i = 0; i < a.requests.size(); ++i) CHECK(a.requests[i].sent == b.requests[i].sent);
  CHECK(fast.window_begin() == start + 1s);
  CHECK(fast.window_end() == start + 11s);
  for (auto const& r : a.requests) CHECK(r.ticket.measured == (r.sent >= start + 1s));
  CHECK(a.requests.back().sent < start + 11s);
}

TEST_CASE("open loop: a limit in flight delays the sending, not the schedule, and drops nobody") {
  load::session session(load::open_loop{.arrivals = load::constant{10}, .max_in_flight = 2}, {.requests = 5},
                        {.requests = 20}, start);
  auto const run = drive(session, [](std::uint64_t) { return td::duration{1s}; });
  CHECK(run.most_in_flight == 2);
  CHECK(run.requests.size() == 25);
  CHECK(run.measured() == 20);
  CHECK(run.requests[24].ticket.scheduled == start + 2400ms);
  CHECK(run.requests[24].sent == start + 12s);
  CHECK(session.window_end() == start + 2500ms);
}

TEST_CASE("open loop without warm-up: n requests, the whole run") {
  load::session session(load::open_loop(load::poisson{20}), {.requests = 0}, {.requests = 50}, start);
  auto const run = drive(session, varied);
  CHECK(session.whole_run());
  CHECK(run.requests.size() == 50);
  CHECK(run.measured() == 50);
  CHECK(session.window_begin() == run.requests.front().ticket.scheduled);
}

TEST_CASE("nothing is given before it is due, and next_issue tells when it is") {
  load::session session(load::open_loop(load::constant{10}), {.requests = 0}, {.requests = 3}, start);
  CHECK(session.issue(start));
  CHECK_FALSE(session.issue(start + 99ms));
  CHECK(session.next_issue() == start + 100ms);
  CHECK(session.issue(start + 100ms));
  CHECK(session.issue(start + 1s)->scheduled == start + 200ms);
  CHECK_FALSE(session.next_issue());
  CHECK_FALSE(session.finished());
}

}  // namespace
