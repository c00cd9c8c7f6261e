// SPDX-License-Identifier: MIT
#include <tokendyno/metrics/meets.hpp>

#include <doctest/doctest.h>

#include <metrics/hand_made.hpp>

namespace {

namespace td = tokendyno;
using hand_made::at;
using hand_made::ms;
using td::metrics::judge;
using td::metrics::meets;
using td::metrics::slo;
using td::metrics::verdict;

TEST_CASE("a value at its bound meets it, one nanosecond more does not") {
  auto const r = hand_made::plain();
  td::duration const tick{1};
  CHECK(meets({.ttft = ms(210)}, r));
  CHECK_FALSE(meets({.ttft = ms(210) - tick}, r));
  CHECK(meets({.ttfa = ms(210)}, r));
  CHECK_FALSE(meets({.ttfa = ms(210) - tick}, r));
  CHECK(meets({.tpot = td::duration{16'666'666}}, r));
  CHECK_FALSE(meets({.tpot = td::duration{16'666'665}}, r));
  CHECK(meets({.itl = ms(30)}, r));
  CHECK_FALSE(meets({.itl = ms(30) - tick}, r));
  CHECK(meets({.e2e = ms(260)}, r));
  CHECK_FALSE(meets({.e2e = ms(260) - tick}, r));
}

TEST_CASE("every bound must hold") {
  auto const r = hand_made::plain();
  CHECK(meets({.ttft = ms(210), .tpot = ms(17), .ttfa = ms(210), .itl = ms(30), .e2e = ms(260)}, r));
  CHECK_FALSE(meets({.ttft = ms(210), .tpot = ms(17), .ttfa = ms(210), .itl = ms(29), .e2e = ms(260)}, r));
}

TEST_CASE("in open loop TTFT and E2E are from the scheduled instant") {
  auto const r = hand_made::plain();  // sent 5 ms late
  CHECK_FALSE(meets({.ttft = ms(214)}, r, true));
  CHECK(meets({.ttft = ms(215)}, r, true));
  CHECK_FALSE(meets({.e2e = ms(264)}, r, true));
  CHECK(meets({.e2e = ms(265)}, r, true));
  CHECK(meets({.ttfa = ms(210)}, r, true));
}

TEST_CASE("a failed request meets nothing, however fast it was") {
  auto r = hand_made::plain();
  for (std::size_t i = 1; i < td::record::outcome_count; ++i) {
    r.outcome = static_cast<td::record::outcome>(i);
    CHECK_FALSE(meets({.ttft = ms(9000), .e2e = ms(9000)}, r));
  }
}

TEST_CASE("an undefined TPOT or ITL is met and counted, a missing answer token is not met") {
  auto r = hand_made::plain();
  r.output_tokens = 1;
  r.reads.resize(2);
  slo const bounds{.tpot = ms(1), .itl = ms(1)};
  CHECK(meets(bounds, r));
  CHECK(td::metrics::has_undefined_term(bounds, r, std::nullopt));
  CHECK_FALSE(td::metrics::has_undefined_term({.ttft = ms(1)}, r, std::nullopt));
  CHECK_FALSE(td::metrics::has_undefined_term(bounds, hand_made::plain(), ms(30)));
  r.answer.reset();
  CHECK_FALSE(meets({.ttfa = ms(9000)}, r));
}

TEST_CASE("a request that was cut is over a bound, or undecided") {
  td::record::request_record r;
  r.outcome = td::record::outcome::cancelled;
  r.scheduled = at(-50);
  r.sent = at(0);
  r.closed = at(300);
  CHECK(judge({.ttft = ms(300)}, r, false, {}) == verdict::undecided);
  CHECK(judge({.ttft = ms(299)}, r, false, {}) == verdict::not_met);
  CHECK(judge({.ttft = ms(300)}, r, true, {}) == verdict::not_met);
  CHECK(judge({.ttfa = ms(299)}, r, false, {}) == verdict::not_met);
  CHECK(judge({.e2e = ms(299)}, r, false, {}) == verdict::not_met);
  CHECK(judge({.tpot = ms(1)}, r, false, {}) == verdict::undecided);
  r.first = r.last = at(100);
  CHECK(judge({.ttft = ms(100)}, r, false, {}) == verdict::undecided);
  CHECK(judge({.ttft = ms(99)}, r, false, {}) == verdict::not_met);
  CHECK(judge({.itl = ms(200)}, r, false, {}) == verdict::undecided);
  CHECK(judge({.itl = ms(199)}, r, false, {}) == verdict::not_met);
  CHECK(judge({.itl = ms(200)}, r, false, ms(201)) == verdict::not_met);
}

TEST_CASE("bounds on a first token need a stream") {
  CHECK(td::metrics::needs_streaming({.ttft = ms(1)}));
  CHECK(td::metrics::needs_streaming({.ttfa = ms(1)}));
  CHECK_FALSE(td::metrics::needs_streaming({.tpot = ms(1), .itl = ms(1), .e2e = ms(1)}));
}

}  // namespace
