// SPDX-License-Identifier: MIT
#include <tokendyno/metrics/notes.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <metrics/small_run.hpp>
#include <string>

namespace {

namespace td = tokendyno;
using hand_made::at;
using hand_made::ms;
using td::metrics::notes;
using td::metrics::run_result;
using td::record::outcome;

/// 400 good requests in a steady window: nothing to say of it.
run_result clean() {
  run_result result;
  result.window = {.begin = at(0), .end = at(10'000)};
  auto& s = result.summary;
  for (int i = 0; i < 400; ++i) s.measured.add(outcome::completed);
  s.run = s.measured;
  s.window = result.window.length();
  s.e2e.n = 400;
  s.e2e.p95 = td::stats::quantile_estimate{ms(1000)};
  s.tokens_per_event = s.tokens_per_read = 1.0;
  s.by_token_source[0] = 400;
  s.mean_in_flight = 4;
  s.little_in_flight = 4.04;
  s.little_difference = 0.01;
  result.streams.output_tokens = 1000;
  result.streams.tokens_per_second.assign(10, 100.0);
  return result;
}

/// True if there is one note alone, and it holds `part`.
bool only(run_result const& result, std::string const& part) {
  auto const all = notes(result);
  for (auto const& note : all) INFO(note);
  return all.size() == 1 && all[0].find(part) != std::string::npos;
}

TEST_CASE("a clean run has no notes") { CHECK(notes(clean()).empty()); }

TEST_CASE("the end of a run that was not whole is told") {
  auto r = clean();
  r.interrupted = true;
  CHECK(only(r, "interrupted"));
  r = clean();
  r.aborted = "404: no such model";
  CHECK(only(r, "404: no such model"));
}

TEST_CASE("failures stand beside the latencies with their share and classes") {
  auto r = clean();
  for (int i = 0; i < 80; ++i) r.summary.measured.add(outcome::http_5xx);
  for (int i = 0; i < 20; ++i) r.summary.measured.add(outcome::reset);
  CHECK(only(r, "20.0 % of the measured requests failed (http_5xx 80, reset 20)"));
  CHECK(notes(r)[0].find("timeouts") == std::string::npos);
  r.summary.measured.add(outcome::timeout_idle);
  CHECK(only(r, "but for timeouts"));
}

TEST_CASE("cut requests are told") {
  auto r = clean();
  r.summary.measured.add(outcome::cancelled);
  CHECK(only(r, "1 measured request was cut"));
}

TEST_CASE("a run without an answer says so") {
  auto r = clean();
  r.summary.measured = {};
  r.summary.e2e = {};
  CHECK(only(r, "No measured request gave a whole answer"));
}

TEST_CASE("tokens that were guessed are told") {
  auto r = clean();
  r.summary.by_token_source = {300, 0, 0, 100, 0};
  CHECK(only(r, "25.0 % of the answers are counted from events"));
  r.summary.by_token_source = {200, 0, 0, 0, 200};
  CHECK(only(r, "50.0 % of the answers are unknown"));
}

TEST_CASE("events with several tokens and reads with several events are told apart") {
  auto r = clean();
  r.summary.tokens_per_event = 1.05;
  r.summary.tokens_per_read = 1.05;
  CHECK(notes(r).empty());
  r.summary.tokens_per_event = 1.06;
  CHECK(only(r, "An event brings 1.06 tokens"));
  r.summary.tokens_per_event = 1.0;
  r.summary.tokens_per_read = 1.25;
  r.summary.coalesced_share = 0.2;
  CHECK(only(r, "A read brings 1.25 tokens on average, 20.0 % of the reads more than one event"));
}

TEST_CASE("what the servers left out is told") {
  auto r = clean();
  r.summary.no_done = 3;
  CHECK(only(r, "3 answers ended without [DONE]"));
  r = clean();
  r.summary.data_after_done = 1;
  CHECK(only(r, "1 answer went on after [DONE]"));
  r = clean();
  r.summary.one_read = 2;
  CHECK(only(r, "2 answers came in one read"));
}

TEST_CASE("too few requests for a percentile are told") {
  auto r = clean();
  r.summary.e2e.n = 368;
  CHECK(notes(r).empty());
  r.summary.e2e.n = 367;
  CHECK(only(r, "367 requests are too few for p99"));
  r.summary.e2e.n = 72;
  CHECK(only(r, "too few for p99"));
  r.summary.e2e.n = 71;
  CHECK(only(r, "71 requests are too few for p95 and p99"));
}

TEST_CASE("a window that is the whole run, or not steady, is told") {
  auto r = clean();
  r.window.whole_run = true;
  CHECK(only(r, "The window is the whole run"));
  r = clean();
  r.summary.little_in_flight = 4.1;
  r.summary.little_difference = 0.025;
  CHECK(only(r, "4.00 by time and 4.10 by Little's law"));
}

TEST_CASE("a stall at the start of the window is told, a steady lack is not") {
  auto r = clean();
  r.streams.tokens_per_second[0] = 20;
  CHECK(only(r, "The first second of the window brought 20.0 % of the mean token rate"));
  r.streams.tokens_per_second[5] = 10;  // it happens later as well
  CHECK(notes(r).empty());
  r = clean();
  r.streams.tokens_per_second[0] = 50;
  CHECK(notes(r).empty());
}

TEST_CASE("a client that was late in open loop is told") {
  auto r = clean();
  r.summary.client_queue.p99 = td::stats::quantile_estimate{ms(10.1)};
  CHECK(notes(r).empty());
  r.settings.open_loop = true;
  CHECK(only(r, "p99 of the client's queue is 10.1 ms"));
  r.summary.client_queue.p99 = td::stats::quantile_estimate{ms(10)};
  CHECK(notes(r).empty());
}

TEST_CASE("bounds that were met for want of a figure are told") {
  auto r = clean();
  r.summary.slo.emplace().undefined = 2;
  CHECK(only(r, "2 requests count as meeting a TPOT or ITL bound"));
}

}  // namespace

TEST_CASE("a server that answers with another model, or in one piece, is named") {
  td::metrics::run_result result;
  auto const said = [&](std::string const& words) {
    auto const notes = td::metrics::notes(result);
    return std::any_of(notes.begin(), notes.end(),
                       [&](std::string const& note) { return note.find(words) != std::string::npos; });
  };
  result.settings.model = "m";
  result.server.answered_model = "m@main";
  CHECK_FALSE(said("Asked for the model"));
  result.server.answered_model = "other";
  CHECK(said(R"(Asked for the model "m", answered by "other".)"));
  result.summary.not_streamed = 2;
  CHECK(said("2 answers came in one piece"));
}
