// SPDX-License-Identifier: MIT
#include <tokendyno/metrics/summarise.hpp>

#include <doctest/doctest.h>

#include <metrics/small_run.hpp>

namespace {

namespace td = tokendyno;
using hand_made::at;
using hand_made::ms;
using small_run::ended;
using small_run::request;
using td::record::outcome;

TEST_CASE("attainment is over all that arrived, goodput over all that ended well in the window") {
  small_run::run run;
  run.add(request(850));  // warm-up: in goodput, not in attainment
  for (int i = 0; i < 6; ++i) run.add(request(1000 + i));
  auto slow = request(1500);
  slow.first = at(1500 + 151);
  run.add(slow);
  run.add(ended(outcome::http_5xx, 1600, 1));
  run.add(ended(outcome::timeout_total, 1700, 900));
  run.add(request(2850));  // ends after the window: in attainment, not in goodput
  auto const s = run.summary({.ttft = ms(150)});
  REQUIRE(s.slo);
  CHECK(s.slo->arrived == 10);
  CHECK(s.slo->met == 7);
  CHECK(s.slo->undecided == 0);
  CHECK(*s.slo->attainment() == 0.7);
  CHECK(s.slo->goodput_requests_per_second == doctest::Approx(3.5));
  CHECK(s.slo->goodput_tokens_per_second == doctest::Approx(7.0));
}

TEST_CASE("requests cut at the end leave attainment between two ends") {
  small_run::run run;
  for (int i = 0; i < 2; ++i) run.add(request(1000));
  run.add(ended(outcome::cancelled, 2950, 100));  // might still have met it
  run.add(ended(outcome::cancelled, 2500, 600));  // already too slow
  run.add(ended(outcome::cancelled, 1000, 100));  // given up by the client before the end
  auto const s = run.summary({.e2e = ms(500)});
  CHECK(s.slo->arrived == 5);
  CHECK(s.slo->met == 2);
  CHECK(s.slo->undecided == 1);
  CHECK(*s.slo->attainment() == 0.4);
  CHECK(*s.slo->attainment_at_most() == 0.6);
}

TEST_CASE("the bound on ITL is judged from the log, without its reads") {
  small_run::run run;
  run.add(request(1000));
  CHECK(run.summary({.itl = ms(100)}).slo->met == 1);
  CHECK(run.summary({.itl = ms(99)}).slo->met == 0);
}

TEST_CASE("requests without a TPOT count as met, and are told") {
  small_run::run run;
  auto single = request(1000);
  single.output_tokens = 1;
  single.last = single.first;
  single.reads.resize(1);
  run.add(single);
  run.add(request(1000));
  auto const s = run.summary({.tpot = ms(100)});
  CHECK(s.slo->met == 2);
  CHECK(s.slo->undefined == 1);
}

TEST_CASE("open loop judges from the scheduled instant") {
  small_run::run run;
  auto late = request(1100);
  late.scheduled = at(1040);
  run.add(late);
  CHECK(run.summary({.ttft = ms(100)}).slo->met == 1);
  CHECK(run.summary({.ttft = ms(100)}, true).slo->met == 0);
  CHECK(run.summary().ttft_scheduled.max->value == ms(160));
  CHECK(run.summary().e2e_scheduled.max->value == ms(260));
}

TEST_CASE("an answer that was not streamed meets no bound on its first token") {
  small_run::run run;
  auto whole = request(1000);
  whole.streamed = false;
  run.add(whole);
  CHECK(run.summary({.ttft = ms(100)}).slo->met == 0);
  CHECK(run.summary({.ttfa = ms(100)}).slo->met == 0);
  CHECK(run.summary().not_streamed == 1);
  CHECK(run.summary({.e2e = ms(200)}).slo->met == 1);
  CHECK(run.summary().ttft.n == 0);
}

TEST_CASE("without arrivals there is no attainment") {
  small_run::run const run;
  CHECK_FALSE(run.summary({.e2e = ms(1)}).slo->attainment());
}

}  // namespace
