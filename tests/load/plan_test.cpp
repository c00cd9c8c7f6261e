// SPDX-License-Identifier: MIT
#include <tokendyno/load/plan.hpp>
#include <tokendyno/load/stop.hpp>
#include <tokendyno/load/warmup.hpp>

#include <doctest/doctest.h>

#include <chrono>

namespace {

namespace td = tokendyno;
namespace load = tokendyno::load;
using namespace std::chrono_literals;

// What a program writes; it must compile as it stands.
struct run_options {
  load::plan load = load::closed_loop{};
  load::warmup warmup{};
  load::stop stop{};
};

TEST_CASE("plans are written as in the documentation") {
  run_options const open{.load = load::open_loop(load::poisson{20.0}), .stop = {.after = 60s}};
  CHECK(is_open(open.load));
  CHECK(rate(std::get<load::open_loop>(open.load)) == 20.0);
  CHECK(open.stop.after == 60s);
  CHECK_FALSE(open.stop.requests);
  run_options const closed{.load = load::closed_loop{.concurrency = 16},
                           .warmup = {.requests = 32, .after = 2s},
                           .stop = {.requests = 1000}};
  CHECK_FALSE(is_open(closed.load));
  CHECK(*closed.stop.requests == 1000);
  CHECK(closed.warmup.after == 2s);
}

TEST_CASE("plans say what they are") {
  CHECK(describe(load::closed_loop{.concurrency = 16}) == "closed loop, 16 in flight");
  CHECK(describe(load::closed_loop{.concurrency = 2, .think_time = 1500ms}) ==
        "closed loop, 2 in flight, think time 1.5 s");
  CHECK(describe(load::open_loop(load::poisson{20.0})) == "open loop, Poisson, 20 requests/s");
  CHECK(describe(load::open_loop{.arrivals = load::constant{0.5}, .max_in_flight = 64}) ==
        "open loop, constant, 0.5 requests/s, at most 64 in flight");
  CHECK(describe(load::open_loop(load::gamma{20.0, 0.25})) == "open loop, gamma, 20 requests/s, burstiness 0.25");
}

TEST_CASE("the first wave of a closed loop is spread over the stagger") {
  load::closed_loop const four{.concurrency = 4};
  CHECK(first_start(four, 0) == 0ms);
  CHECK(first_start(four, 1) == 250ms);
  CHECK(first_start(four, 3) == 750ms);
  CHECK(load::first_start({.concurrency = 4, .stagger = 0s}, 3) == 0ms);
}

TEST_CASE("a closed loop outside its domain is refused") {
  CHECK_NOTHROW(check(load::closed_loop{}));
  CHECK_THROWS_AS(check(load::closed_loop{.concurrency = 0}), td::invalid_argument);
  CHECK_THROWS_AS(check(load::closed_loop{.think_time = -1ns}), td::invalid_argument);
  CHECK_THROWS_AS(check(load::closed_loop{.stagger = -1ns}), td::invalid_argument);
}

TEST_CASE("a stop that never stops is refused") {
  CHECK_THROWS_AS(check(load::stop{}), td::invalid_argument);
  CHECK_THROWS_AS(check(load::stop{.requests = 0}), td::invalid_argument);
  CHECK_THROWS_AS(check(load::stop{.after = -1s}), td::invalid_argument);
  CHECK_NOTHROW(check(load::stop{.requests = 1}));
  CHECK_NOTHROW(check(load::stop{.after = 1s}));
}

TEST_CASE("automatic warm-up is two rounds of a closed loop, five seconds of an open one") {
  CHECK(resolved({}, load::closed_loop{.concurrency = 16}).requests == 32U);
  CHECK(resolved({}, load::closed_loop{.concurrency = 1}).requests == 2U);
  CHECK(resolved({}, load::open_loop(load::poisson{20.0})).requests == 100U);
  CHECK(resolved({}, load::open_loop(load::poisson{0.1})).requests == 2U);
}

TEST_CASE("a warm-up that was asked for stays as it is") {
  load::closed_loop const loop{.concurrency = 16};
  CHECK(resolved({.requests = 0}, loop).requests == 0U);
  CHECK(resolved({.requests = 7}, loop).requests == 7U);
  auto const timed = resolved({.after = 3s}, loop);
  CHECK(timed.requests == 0U);
  CHECK(timed.after == 3s);
  CHECK_THROWS_AS(static_cast<void>(resolved({.after = -1s}, loop)), td::invalid_argument);
}

}  // namespace
