// SPDX-License-Identifier: MIT
#include <tokendyno/metrics/cross_check.hpp>

#include <tokendyno/metrics/cross_check_notes.hpp>
#include <tokendyno/metrics/notes.hpp>
#include <tokendyno/metrics/pool.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <metrics/small_run.hpp>
#include <string>
#include <vector>

namespace {

namespace td = tokendyno;
using hand_made::ms;
using td::metrics::check_row;
using td::metrics::cross_check;
using td::metrics::cross_check_notes;
using td::record::outcome;

/// Four requests, one of them in the warm-up: each 100 ms to the first of two tokens and 100 ms between them.
td::metrics::run_result four() {
  small_run::run run;
  for (double const sent : {900.0, 1100.0, 1200.0, 1300.0}) run.add(small_run::request(sent));
  td::metrics::run_result result;
  result.log = run.log;
  return result;
}

/// What a server would count of them, its first tokens 1 ms earlier.
td::telemetry::counter_growth counted() {
  td::telemetry::counter_growth growth;
  auto& c = growth.counters;
  c.requests_succeeded = 4;
  c.prompt_tokens = 40;
  c.generated_tokens = 8;
  c.ttft = {ms(4 * 99), 4};
  c.itl = {ms(4 * 100), 4};
  c.tpot = {ms(4 * 100), 4};
  return growth;
}

td::metrics::run_result with(td::telemetry::counter_growth const& growth) {
  auto result = four();
  result.server_growth = growth;
  return result;
}

check_row row_of(td::metrics::run_result const& result, std::string const& figure,
                 std::string const& source = "/metrics") {
  for (auto const& row : cross_check(result)) {
    if (row.figure == figure && row.source == source) return row;
  }
  FAIL("no row " << figure << " from " << source);
  return {};
}

/// Our four with llama.cpp's timings: prompt 98 ms, then 102 ms to the second token.
td::metrics::run_result with_timings() {
  small_run::run run;
  for (double const sent : {900.0, 1100.0, 1200.0, 1300.0}) {
    auto r = small_run::request(sent);
    r.timings = {.cached_tokens = 3, .prompt_tokens = 7, .prompt = ms(98), .predicted_tokens = 2, .predicted = ms(102)};
    run.add(r);
  }
  td::metrics::run_result result;
  result.log = run.log;
  result.settings.concurrency = 1;
  return result;
}

}  // namespace

TEST_CASE("a server that tells nothing is held against nothing") {
  CHECK(cross_check(four()).empty());
  CHECK(cross_check({}).empty());
  CHECK(cross_check_notes(four()).empty());
}

TEST_CASE("counters over the whole run, warm-up included") {
  auto const result = with(counted());
  auto const rows = cross_check(result);
  std::vector<std::string> figures;
  for (auto const& row : rows) {
    figures.push_back(row.figure);
    CHECK(row.agrees() == true);
    CHECK(row.source == "/metrics");
  }
  CHECK(figures == std::vector<std::string>{"requests", "output_tokens", "input_tokens", "mean_ttft_ms", "mean_itl_ms",
                                            "mean_tpot_ms"});
  CHECK(rows[1].ours == 8);
  CHECK(rows[1].theirs == 8);
  CHECK(rows[1].bound == 0);
  CHECK(rows[1].unit == "tokens");
  CHECK(rows[3].ours == 100);
  CHECK(rows[3].theirs == 99);
  CHECK(rows[3].difference() == 1);
  CHECK(rows[3].bound == doctest::Approx(2 + 0.05 * 99));
  CHECK(cross_check_notes(result).empty());
}

TEST_CASE("one token more or less disagrees, and is told") {
  auto growth = counted();
  growth.counters.generated_tokens = 9;
  auto const result = with(growth);
  CHECK(row_of(result, "output_tokens").agrees() == false);
  CHECK(row_of(result, "output_tokens").difference() == -1);
  auto const notes = td::metrics::notes(result);
  CHECK(std::count(notes.begin(), notes.end(),
                   "Over the whole run the server counted 9 output tokens by its /metrics, we 8.") == 1);
}

TEST_CASE("what the server rounds away when it prints is allowed") {
  auto growth = counted();
  growth.counters.generated_tokens = 13;
  growth.counters.token_rounding = 5;
  CHECK(row_of(with(growth), "output_tokens").agrees() == true);
  growth.counters.generated_tokens = 14;
  CHECK(row_of(with(growth), "output_tokens").agrees() == false);
}

TEST_CASE("times agree up to 2 ms and 5 % of theirs") {
  auto growth = counted();
  growth.counters.itl->sum = ms(4 * 93.5);  // 100 <= 93.5 + 2 + 4.675
  CHECK(row_of(with(growth), "mean_itl_ms").agrees() == true);
  growth.counters.itl->sum = ms(4 * 93.2);  // 100 > 93.2 + 2 + 4.66
  CHECK(row_of(with(growth), "mean_itl_ms").agrees() == false);
  CHECK(cross_check_notes(with(growth))[0].starts_with("Mean ITL over the whole run is 100.0 ms, and 93.2 ms by its"));
}

TEST_CASE("requests that were cut leave it open, unless the counts are equal all the same") {
  auto result = with(counted());
  result.log.append(small_run::ended(outcome::cancelled, 2900, 50));
  CHECK(row_of(result, "output_tokens").agrees() == true);
  result.server_growth->counters.generated_tokens = 9;
  auto const row = row_of(result, "output_tokens");
  CHECK_FALSE(row.agrees());
  CHECK(row.cannot_tell == "1 request was cut, or failed, after the server may have begun");
  CHECK(cross_check_notes(result).empty());
}

TEST_CASE("refused requests cost the server nothing") {
  auto result = with(counted());
  result.log.append(small_run::ended(outcome::http_429, 2900, 50));
  result.server_growth->counters.generated_tokens = 9;
  CHECK(row_of(result, "output_tokens").agrees() == false);
}

TEST_CASE("guessed and unknown counts leave it open") {
  auto result = with(counted());
  auto guess = small_run::request(1400);
  guess.tokens_from = td::record::token_source::events;
  guess.input_tokens = 0;
  result.log.append(guess);
  CHECK_FALSE(row_of(result, "output_tokens").agrees());
  result.server_growth->counters.prompt_tokens = 50;
  CHECK(row_of(result, "input_tokens").cannot_tell == "the prompt tokens of 1 of the answers are unknown");
}

TEST_CASE("means over other requests than ours leave it open") {
  auto growth = counted();
  growth.counters.ttft->count = 5;
  auto const row = row_of(with(growth), "mean_ttft_ms");
  CHECK_FALSE(row.agrees());
  CHECK(row.cannot_tell == "the server counted 5 first tokens, we saw 4");
}

TEST_CASE("what lies between server and client is told above 5 ms, or 2 % and 2 ms") {
  auto const note_of = [](double theirs) {
    auto growth = counted();
    growth.counters.ttft->sum = ms(4 * theirs);
    auto const notes = cross_check_notes(with(growth));
    CHECK(notes.size() <= 1);
    return notes.empty() ? std::string{} : notes[0];
  };
  CHECK(note_of(98.02).empty());  // 1.98 ms, which is 2.02 %
  CHECK(note_of(97.5) ==
        "Between the server's first token and ours lie 2.5 ms on average: the network, HTTP or this client is in the "
        "way.");
  CHECK(note_of(90) ==
        "Mean TTFT over the whole run is 100.0 ms, and 90.0 ms by its /metrics: more than 6.5 ms apart. The network, "
        "HTTP or this client is in the way.");
  CHECK(note_of(120).ends_with("ms apart."));
}

TEST_CASE("llama.cpp's timings are held against the same answers") {
  auto const result = with_timings();
  auto const rows = cross_check(result);
  REQUIRE(rows.size() == 4);
  for (auto const& row : rows) CHECK(row.agrees() == true);
  CHECK(row_of(result, "output_tokens", "timings").theirs == 8);
  CHECK(row_of(result, "input_tokens", "timings").theirs == 40);
  CHECK(row_of(result, "mean_ttft_ms", "timings").theirs == 98);
  CHECK(row_of(result, "mean_tpot_ms", "timings").theirs == 102);  // one gap, not two tokens
  CHECK(row_of(result, "mean_tpot_ms", "timings").ours == 100);
}

TEST_CASE("with several in flight the wait for a slot is in ours alone") {
  auto result = with_timings();
  for (auto& prompt : result.log.server_prompt_ns) prompt = ms(80).count();
  CHECK(row_of(result, "mean_ttft_ms", "timings").agrees() == false);
  CHECK(cross_check_notes(result)[0] ==
        "Mean TTFT over the whole run is 100.0 ms, and 80.0 ms in its timings: more than 6.0 ms apart.");
  result.settings.concurrency = 4;
  CHECK_FALSE(row_of(result, "mean_ttft_ms", "timings").agrees());
  CHECK(cross_check_notes(result).empty());
  for (auto& prompt : result.log.server_prompt_ns) prompt = ms(120).count();  // nothing explains that
  CHECK(row_of(result, "mean_ttft_ms", "timings").agrees() == false);
}

TEST_CASE("tokens that are known from timings alone are not held against them") {
  auto result = four();
  auto r = small_run::request(1400);
  r.tokens_from = td::record::token_source::timings;
  r.timings = {.predicted_tokens = 2};
  result.log.append(r);
  CHECK(cross_check(result).empty());
}

TEST_CASE("blocks add up; a block without counters leaves none") {
  std::vector blocks{with(counted()), with(counted())};
  for (auto& block : blocks) block.window = small_run::window;
  auto const pooled = td::metrics::pool(blocks);
  CHECK(row_of(pooled, "output_tokens").theirs == 16);
  CHECK(row_of(pooled, "output_tokens").agrees() == true);
  CHECK(row_of(pooled, "mean_ttft_ms").theirs == 99);
  blocks[1].server_growth.reset();
  CHECK(cross_check(td::metrics::pool(blocks)).empty());
}

TEST_CASE("a restart of the server is told") {
  auto growth = counted();
  growth.counters.generated_tokens.reset();
  growth.reset = {"generated_tokens"};
  auto const notes = cross_check_notes(with(growth));
  REQUIRE(notes.size() == 1);
  CHECK(notes[0].starts_with("Counters of the server fell"));
}

TEST_CASE("a histogram that took nothing while we saw tokens is told") {
  auto growth = counted();
  growth.counters.ttft = td::telemetry::latency_total{};
  auto const row = row_of(with(growth), "mean_ttft_ms");
  CHECK_FALSE(row.agrees());
  CHECK(row.cannot_tell == "the server counted 0 first tokens, we saw 4");
}

TEST_CASE("timings without a count of cached tokens are held against no prompt") {
  auto result = with_timings();
  CHECK(row_of(result, "input_tokens", "timings").agrees() == true);
  small_run::run run;
  auto r = small_run::request(900);
  r.timings = {.prompt_tokens = 1, .prompt = ms(98), .predicted_tokens = 2, .predicted = ms(102)};
  run.add(r);
  result.log = run.log;
  for (auto const& row : cross_check(result)) CHECK(row.figure != "input_tokens");
}

TEST_CASE("prompts out of the prefix cache are told") {
  auto growth = counted();
  growth.counters.prefix_cache_queries = 40;
  growth.counters.prefix_cache_hits = 10;
  CHECK(cross_check_notes(with(growth)).empty());
  growth.counters.prefix_cache_hits = 11;
  auto const notes = cross_check_notes(with(growth));
  REQUIRE(notes.size() == 1);
  CHECK(notes[0].starts_with("The server's prefix cache held 27.5 % of the prompt tokens"));
}
