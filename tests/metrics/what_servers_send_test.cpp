// SPDX-License-Identifier: MIT
#include <tokendyno/metrics/limits.hpp>

#include <tokendyno/metrics/notes.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <metrics/small_run.hpp>
#include <string>
#include <string_view>

namespace {

namespace td = tokendyno;
using hand_made::at;
using hand_made::ms;

/// The result of these requests, each answered by a model of the name that was asked for.
struct small_result {
  small_run::run run{};
  td::metrics::run_result result{};

  small_result() {
    result.settings.model = "tiny";
    result.server.answered_model = "tiny";
  }
  void add(td::record::request_record const& r) { run.add(r); }
  td::metrics::run_result const& done() {
    result.log = run.log;
    result.streams = run.tally;
    result.window = small_run::window;
    result.summary = run.summary();
    result.limits = td::metrics::limits(result);
    result.notes = td::metrics::notes(result);
    return result;
  }
};

bool says(td::metrics::run_result const& result, std::string_view part) {
  return std::any_of(result.notes.begin(), result.notes.end(),
                     [&](std::string const& note) { return note.find(part) != std::string::npos; });
}

bool limits(td::metrics::run_result const& result, std::string_view figures, std::string_view part) {
  return std::any_of(result.limits.begin(), result.limits.end(), [&](td::metrics::limit const& each) {
    return each.figures == figures && each.reason.find(part) != std::string::npos;
  });
}

}  // namespace

TEST_CASE("what servers send 1: reconnects are counted over the run, warm-up too, and noted") {
  small_result few;
  auto warming = small_run::request(500);
  warming.reconnects = 1;
  few.add(warming);
  few.add(small_run::request(1200));
  CHECK(few.done().summary.reconnects == 1);
  CHECK(says(few.result, "1 reconnect, a new connection per request since"));
  small_result none;
  none.add(small_run::request(1200));
  CHECK_FALSE(says(none.done(), "reconnect"));
}

TEST_CASE("what servers send 5: the result says that ends were without [DONE], or without a finish reason") {
  small_result few;
  auto r = small_run::request(1200);
  r.no_done = true;
  few.add(r);
  r = small_run::request(1300);
  r.finish = td::record::finish_reason::none;
  few.add(r);
  few.done();
  CHECK(limits(few.result, "end of the answer", "1 answer ended without [DONE]"));
  CHECK(limits(few.result, "end of the answer", "1 answer gave no finish reason"));
}

TEST_CASE("what servers send 6: the first visible token is reported where it is not the first token") {
  small_result same;
  same.add(small_run::request(1200));
  CHECK(same.done().summary.ttfv.n == 0);
  CHECK(same.result.summary.late_visible == 0);

  small_result late;
  auto r = small_run::request(1200);
  r.first_visible = at(1300 + 50);
  late.add(r);
  late.add(small_run::request(1300));
  late.done();
  CHECK(late.result.summary.late_visible == 1);
  REQUIRE(late.result.summary.ttfv.n == 2);
  CHECK(late.result.summary.ttfv.max->value == ms(150));
  CHECK(late.result.summary.ttft.max->value == ms(100));
  CHECK(says(late.result, "the first text came later than the first token"));
}

TEST_CASE("what servers send 6: a first token that may hide behind empty texts is told") {
  auto hidden = small_run::request(1200);
  hidden.reads.insert(hidden.reads.begin(), {.at = at(1250), .events = 1, .choices = 1, .blank = 1});
  small_result run;
  run.add(hidden);
  CHECK(run.done().summary.hidden_first == 1);
  CHECK(limits(run.result, "TTFT", "began with events of empty text"));
  CHECK(says(run.result, "began with events of empty text"));
  // Behind the first token they hide nothing of it.
  auto behind = small_run::request(1200);
  behind.reads.push_back({.at = at(1450), .events = 1, .choices = 1, .blank = 1});
  small_result clear;
  clear.add(behind);
  CHECK(clear.done().summary.hidden_first == 0);
}

TEST_CASE("what servers send 6: more tokens than events limit ICL and TTFT, a guess limits all that counts tokens") {
  small_result held_back;
  auto r = small_run::request(1200);
  r.output_tokens = 6;
  for (auto& read : r.reads) read.tokens = 0;
  held_back.add(r);
  held_back.done();
  CHECK(limits(held_back.result, "ICL", "3.00 tokens on average"));
  CHECK(limits(held_back.result, "TTFT", "held back"));
  CHECK(limits(held_back.result, "ITL", "1 answer does not say"));
  small_result guessed;
  r = small_run::request(1200);
  r.tokens_from = td::record::token_source::events;
  r.input_tokens = 0;
  guessed.add(r);
  guessed.done();
  CHECK(limits(guessed.result, "output tokens, token rates, TPOT, prices", "100.0 % of the answers are counted"));
  CHECK(limits(guessed.result, "input tokens", "how many tokens the prompts have"));
}

TEST_CASE("what servers send 10: another model than was asked for is told, a revision of it is not") {
  small_result run;
  run.add(small_run::request(1200));
  run.result.server.answered_model = "mid-BF16.gguf";
  CHECK(says(run.done(), "Asked for the model \"tiny\", answered by \"mid-BF16.gguf\"."));
  run.result.server.answered_model = "tiny@main";
  CHECK_FALSE(says(run.done(), "tiny"));
  // A name may have an @ of its own.
  for (auto const* const name : {"@cf/tiny", "org/tiny@main"}) {
    run.result.settings.model = name;
    run.result.server.answered_model = name;
    CHECK_FALSE(says(run.done(), "answered by"));
  }
  run.result.settings.model = "tiny";
  // A server that echoes whatever name it is asked by lists its own.
  run.result.server.answered_model = "tiny";
  run.result.server.listed = {"mid-BF16.gguf"};
  CHECK(says(run.done(), "The model \"tiny\" is not among those that the server lists (mid-BF16.gguf)"));
  run.result.server.listed = {"mid-BF16.gguf", "tiny"};
  CHECK_FALSE(says(run.done(), "lists"));
}

TEST_CASE("what servers send 13: headers that come with the first token say nothing of queue or prefill") {
  small_result late;
  auto r = small_run::request(1200);
  r.headers = at(1200 + 99);
  late.add(r);
  late.done();
  CHECK(late.result.summary.headers_with_first == 1);
  CHECK(limits(late.result, "time to headers", "with the first token in 100.0 % of the answers"));
  small_result early;
  early.add(small_run::request(1200));
  CHECK(early.done().summary.headers_with_first == 0);
}

TEST_CASE("what servers send 14: the share of reads with several events stands beside ITL, and is told") {
  small_result run;
  auto r = small_run::request(1200);
  r.output_tokens = 4;
  r.content_events = 4;
  for (auto& read : r.reads) read.events = read.choices = read.text = 2, read.tokens = 2;
  run.add(r);
  run.done();
  CHECK(run.result.summary.coalesced_share == 1.0);
  CHECK(*run.result.summary.tokens_per_read == 2.0);
  CHECK(run.result.summary.itl.n == 2);
  CHECK(limits(run.result, "ICL", "100.0 % of the reads more than one event"));
}
