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

TEST_CASE("stopping inside the window closes it there") {
  load::session session(load::closed_loop{.concurrency = 4}, {.requests = 8}, {.requests = 1000}, start);
  auto const run = drive(session, varied, start + 10s);
  CHECK(session.window_end() == start + 10s);
  CHECK(*session.window_begin() < start + 10s);
  for (auto const& r : run.requests) CHECK(r.sent < start + 10s);
  CHECK(session.finished());
  CHECK_FALSE(session.aborted());
}

TEST_CASE("stopping during the warm-up leaves an empty window") {
  load::session session(load::closed_loop{.concurrency = 4}, {.requests = 1000}, {.requests = 10}, start);
  auto const run = drive(session, varied, start + 3s);
  CHECK(run.measured() == 0);
  CHECK(session.window_begin() == start + 3s);
  CHECK(session.window_end() == start + 3s);
  load::session timed(load::closed_loop{.concurrency = 4}, {.after = 1h}, {.after = 1h}, start);
  drive(timed, varied, start + 3s);
  CHECK(timed.window_begin() == start + 3s);
  CHECK(timed.window_end() == start + 3s);
}

TEST_CASE("stopping after the window has closed changes nothing") {
  load::session session(load::closed_loop{.concurrency = 2}, {.requests = 4}, {.after = 2s}, start);
  drive(session, varied);
  auto const before = session.window_end();
  session.stop_now(start + 1h);
  CHECK(session.window_end() == before);
}

TEST_CASE("stopping a run without warm-up ends its window with the last end") {
  load::session session(load::closed_loop{.concurrency = 4}, {.requests = 0}, {.requests = 1000}, start);
  auto const run = drive(session, varied, start + 3s);
  td::time_point last{};
  for (auto const& r : run.requests) last = std::max(last, r.ended);
  CHECK(session.window_end() == last);
}

TEST_CASE("a wrong set-up at the first end aborts the run") {
  load::session session(load::closed_loop{.concurrency = 2, .stagger = 0s}, {}, {.requests = 10}, start);
  REQUIRE(session.issue(start));
  REQUIRE(session.issue(start));
  session.ended(start + 1ms, true);
  CHECK(session.aborted());
  CHECK_FALSE(session.issue(start + 2ms));
  CHECK_FALSE(session.finished());
  session.ended(start + 3ms, true);
  CHECK(session.finished());
}

TEST_CASE("a wrong set-up later on is a failure like any other") {
  load::session session(load::closed_loop{.concurrency = 1}, {}, {.requests = 10}, start);
  REQUIRE(session.issue(start));
  session.ended(start + 1ms);
  REQUIRE(session.issue(start + 1ms));
  session.ended(start + 2ms, true);
  CHECK_FALSE(session.aborted());
  CHECK(session.issue(start + 2ms));
}

TEST_CASE("an end without a request in flight is refused") {
  load::session session(load::closed_loop{}, {}, {.requests = 10}, start);
  CHECK_THROWS_AS(session.ended(start), td::invalid_argument);
}

TEST_CASE("plans and stops outside their domain are refused") {
  CHECK_THROWS_AS(load::session(load::closed_loop{.concurrency = 0}, {}, {.requests = 1}, start), td::invalid_argument);
  CHECK_THROWS_AS(load::session(load::closed_loop{}, {}, {}, start), td::invalid_argument);
  CHECK_THROWS_AS(load::session(load::open_loop(load::poisson{0}), {}, {.requests = 1}, start), td::invalid_argument);
}

}  // namespace
