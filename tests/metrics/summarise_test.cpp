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

TEST_CASE("rates count what arrives in the window, latencies the requests scheduled in it") {
  small_run::run run;
  run.add(request(850));      // warm-up; first token at 950, second at 1050: one token and the end in the window
  run.add(request(1000));     // measured
  run.add(request(2000));     // measured
  auto late = request(2850);  // measured; first token at 2950, second at 3050: outside
  late.input_tokens = 20;
  run.add(late);
  auto const s = run.summary();
  CHECK(s.window == ms(2000));
  CHECK(s.run.issued == 4);
  CHECK(s.measured.issued == 3);
  CHECK(s.conserved());
  CHECK(s.output_tokens_per_second == doctest::Approx(3.0));  // 1 + 2 + 2 + 1 tokens in 2 s
  CHECK(s.request_throughput == doctest::Approx(1.5));        // ends at 1050, 1200, 2200
  CHECK(s.input_tokens_per_second == doctest::Approx(20.0));  // first tokens at 1100, 2100, 2950
  CHECK(s.input_tokens == 40);
  CHECK(s.output_tokens == 6);
  CHECK(s.ttft.n == 3);
  CHECK(s.ttft.p50->value == ms(100));
  CHECK(s.e2e.p99->value == ms(200));
  CHECK(s.tpot.mean->value == ms(100));
  CHECK(s.max_gap.max->value == ms(100));
  CHECK(s.icl.n == 3);
  CHECK(s.itl.n == 3);
  CHECK(s.icl.max->value == ms(100));
  CHECK(s.tokens_per_event == 1.0);
  CHECK(s.tokens_per_read == 1.0);
  CHECK(s.by_token_source[0] == 3);
  CHECK(s.by_finish_reason[1] == 3);
  CHECK_FALSE(s.slo);
}

TEST_CASE("requests in flight are the same by time and by Little's law under a steady load") {
  small_run::run run;
  for (int i = 0; i < 20; ++i) run.add(request(200 * i));  // one after the other: one in flight
  auto const s = run.summary();
  CHECK(s.mean_in_flight == doctest::Approx(1.0));
  CHECK(*s.little_in_flight == doctest::Approx(1.0));
  CHECK(*s.little_difference == doctest::Approx(0.0));
}

TEST_CASE("a load that is not steady shows as a difference from Little's law") {
  small_run::run run;
  for (int i = 0; i < 10; ++i) run.add(request(2900));
  run.add(request(1000));
  auto const s = run.summary();
  CHECK(s.mean_in_flight == doctest::Approx(0.6));     // (10 · 0.1 + 0.2) / 2
  CHECK(*s.little_in_flight == doctest::Approx(0.1));  // one end of 0.2 s in 2 s
  CHECK(*s.little_difference == doctest::Approx(5.0 / 6));
}

TEST_CASE("failures are in no latency, but are counted by class") {
  small_run::run run;
  run.add(request(1000));
  run.add(ended(outcome::http_5xx, 1100, 1));
  run.add(ended(outcome::connect_refused, 1200, 1));
  run.add(ended(outcome::truncated_stream, 1300, 5));
  auto const s = run.summary();
  CHECK(s.measured.issued == 4);
  CHECK(s.measured.completed() == 1);
  CHECK(s.measured.failed() == 3);
  CHECK(s.measured.of(outcome::http_5xx) == 1);
  CHECK(s.measured.failed_share() == 0.75);
  CHECK(s.conserved());
  CHECK(s.e2e.n == 1);
  CHECK(s.ttft.n == 1);
}

TEST_CASE("a timeout is longer than the time it had") {
  small_run::run run;
  for (int i = 0; i < 3; ++i) run.add(request(1000));
  run.add(ended(outcome::timeout_first_token, 1100, 900));
  auto const s = run.summary();
  CHECK(s.measured.failed() == 1);
  CHECK(s.ttft.n == 4);
  CHECK(s.ttft.n_censored == 1);
  CHECK(s.ttft.p50 == td::stats::quantile_estimate{ms(100), false});
  CHECK(s.ttft.max == td::stats::quantile_estimate{ms(900), true});
  CHECK(s.e2e.max == td::stats::quantile_estimate{ms(900), true});
  CHECK(s.tpot.n == 3);  // it never began to decode
}

TEST_CASE("what had come before a timeout is known") {
  auto r = request(1000);
  r.outcome = outcome::timeout_idle;
  r.closed = at(5000);
  small_run::run run;
  run.add(r);
  auto const s = run.summary();
  CHECK(s.ttft.max == td::stats::quantile_estimate{ms(100), false});
  CHECK(s.e2e.max == td::stats::quantile_estimate{ms(4000), true});
  CHECK(s.max_gap.max == td::stats::quantile_estimate{ms(3800), true});
  CHECK(s.tpot.max == td::stats::quantile_estimate{ms(100), true});
}

TEST_CASE("requests cut at the end are in no latency; one given up before is longer than its time") {
  small_run::run run;
  run.add(request(1000));
  run.add(ended(outcome::cancelled, 2500, 500));  // closed at w1
  auto s = run.summary();
  CHECK(s.measured.cancelled() == 1);
  CHECK(s.measured.failed() == 0);
  CHECK(s.conserved());
  CHECK(s.e2e.n == 1);
  run.add(ended(outcome::cancelled, 1500, 500));  // closed inside
  s = run.summary();
  CHECK(s.e2e.n == 2);
  CHECK(s.e2e.n_censored == 1);
}

TEST_CASE("in a window that is the whole run a request that was cancelled was cut at its end") {
  small_run::run run;
  run.add(request(1000));
  run.add(ended(outcome::cancelled, 1500, 500));
  auto const s = td::metrics::summarise(run.log, run.tally, {.begin = at(1000), .end = at(2100), .whole_run = true});
  CHECK(s.e2e.n == 1);
}

TEST_CASE("waits of the client are of every request that was sent") {
  small_run::run run;
  auto late = ended(outcome::http_429, 1100, 1);
  late.scheduled = at(1040);
  auto unsent = ended(outcome::connect_refused, 1200, 1);
  unsent.sent = {};
  run.add(request(1000));
  run.add(late);
  run.add(unsent);
  auto const s = run.summary();
  CHECK(s.client_queue.n == 2);
  CHECK(s.client_queue.max->value == ms(60));
  CHECK(s.mean_in_flight == doctest::Approx((0.2 + 0.001) / 2));  // never sent, never in flight
}

TEST_CASE("shares, flags and bunched reads are counted over completed measured requests") {
  small_run::run run;
  auto bunched = request(1000);
  bunched.last = bunched.first;
  bunched.content_reads = 1;
  bunched.reads = {{.at = at(1100), .events = 2, .choices = 2, .text = 2, .tokens = 2}};
  bunched.no_done = true;
  bunched.finish = td::record::finish_reason::length;
  bunched.tokens_from = td::record::token_source::events;
  bunched.reconnects = 1;
  bunched.connect = ms(3);
  run.add(bunched);
  run.add(request(1200));
  auto const s = run.summary();
  CHECK(s.one_read == 1);
  CHECK(s.no_done == 1);
  CHECK(s.reconnects == 1);
  CHECK(s.connect.n == 1);
  CHECK(s.connect.max->value == ms(3));
  CHECK(s.by_token_source[3] == 1);
  CHECK(s.by_finish_reason[2] == 1);
  CHECK(*s.tokens_per_event == 1.0);
  CHECK(*s.tokens_per_read == doctest::Approx(4.0 / 3));
  CHECK(s.coalesced_share == doctest::Approx(1.0 / 3));
  CHECK(s.tpot.n == 1);
}

TEST_CASE("a window that never opened has no rates") {
  small_run::run run;
  run.add(request(0));
  auto const s = td::metrics::summarise(run.log, run.tally, {.begin = at(3000), .end = at(3000)});
  CHECK(s.run.issued == 1);
  CHECK(s.measured.issued == 0);
  CHECK(s.output_tokens_per_second == 0);
  CHECK_FALSE(s.little_difference);
  CHECK(s.ttft.n == 0);
}

}  // namespace
