// SPDX-License-Identifier: MIT
#include <tokendyno/report/table.hpp>

#include <doctest/doctest.h>
#include <report/example_run.hpp>
#include <support/contains.hpp>

#include <sstream>
#include <string>

using support::contains;

namespace td = tokendyno;

namespace {

std::string printed(td::metrics::run_result const& run) {
  std::ostringstream out;
  out << td::report::table{run};
  return out.str();
}

}  // namespace

TEST_CASE("a run at a glance") {
  CHECK(printed(example::run()) == R"(qwen2.5-1.5b at http://127.0.0.1:8000/v1/chat/completions
closed loop, 16 in flight; synthetic, 25 in, 128 out; window 32.0 s of 36.2 s

requests    200 issued, 190 completed, 10 failed (5.0 %), 0 cancelled
            http_429 10
throughput  760 output tok/s, 148 input tok/s, 5.94 requests/s
tokens      24320 out (by usage), 4750 in
slo         94.0 % met (188 of 200), goodput 5.88 requests/s, 752 tok/s

ms               n  mean   p50   p95   p99   max  failed
ttft           190  60.0  50.5   120   180   240   5.0 %
tpot           190  18.5  18.2  20.0  30.0  40.0   5.0 %
itl          24000  18.5  18.0  24.0  36.0  48.0   5.0 %
longest gap    190  60.0  55.0  90.0   135   180   5.0 %
e2e            190  2400  2350  2570  3855  5140   5.0 %
reads with several events: 2.0 %; tokens a read: 1.02
failed: share of the requests, which is in none of these figures

notes
- p95 of 190 requests: no claim below 5 %
)");
}

TEST_CASE("lower bounds and undefined figures are marked") {
  auto run = example::run();
  run.summary.e2e.p95 = td::stats::quantile_estimate{example::ms(2900), true};
  run.summary.e2e.max = td::stats::quantile_estimate{example::ms(2950), true};
  run.summary.itl = {};
  run.summary.slo.reset();
  auto const text = printed(run);
  CHECK(contains(text, "≥ 2900"));
  CHECK(contains(text, "≥: at least"));
  CHECK_FALSE(contains(text, "slo "));
  CHECK_FALSE(contains(text, "\nitl "));
  CHECK(contains(text, "\nicl "));
}

TEST_CASE("the first text has its own line where it is not the first token") {
  auto run = example::run();
  CHECK_FALSE(contains(printed(run), "ttfv"));
  run.summary.ttfv = example::summary(190, 70, 66.5, 130);
  CHECK(contains(printed(run), "\nttfv, first text    190  70.0  66.5   130   195   260   5.0 %\n"));
}

TEST_CASE("the engine is named where it is known") {
  auto run = example::run();
  run.server.engine = "llama-server";
  CHECK(contains(printed(run), "\nllama-server; closed loop, 16 in flight"));
  run.server.version = "b1-0c1e570";
  CHECK(contains(printed(run), "\nllama-server b1-0c1e570; closed loop, 16 in flight"));
}

TEST_CASE("in open loop the latencies are those from the schedule") {
  auto run = example::run();
  run.settings.open_loop = true;
  auto const text = printed(run);
  CHECK(contains(text, "ttft from schedule"));
  CHECK(contains(text, "55.5"));
  CHECK(contains(text, "e2e from schedule"));
  CHECK(contains(text, "2355"));
}

TEST_CASE("a run without measured requests has dashes") {
  auto const text = printed({});
  CHECK(contains(text, "requests    0 issued, 0 completed, 0 failed (0.0 %), 0 cancelled\n"));
  CHECK(contains(text, "throughput  - output tok/s, - input tok/s, - requests/s\n"));
  CHECK_FALSE(contains(text, "notes"));
  CHECK_FALSE(contains(text, "at least"));
}

TEST_CASE("a server's words cannot steer the terminal") {
  auto run = example::run();
  run.notes = {"it said \x1B[2J\n and \xC2\x9Bm and \xFF"};
  CHECK(contains(printed(run), "- it said  [2J  and  m and \xEF\xBF\xBD\n"));
}
