// SPDX-License-Identifier: MIT
#include <tokendyno/program/conclude.hpp>

#include <doctest/doctest.h>

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

namespace td = tokendyno;
using td::record::outcome;
using td::record::phase;

namespace {
struct request {
  phase in;
  outcome how;
  char const* error = "";
};

td::metrics::run_result result_of(std::initializer_list<request> requests) {
  td::metrics::run_result result;
  result.settings.url = "http://here";
  for (auto const& each : requests) {
    td::record::request_record row;
    row.phase = each.in;
    row.outcome = each.how;
    row.error = each.error;
    result.log.append(row);
    result.summary.run.add(each.how);
    if (each.in == phase::measured) result.summary.measured.add(each.how);
  }
  return result;
}

auto const good = result_of({{phase::measured, outcome::completed}});
auto const bad = result_of({{phase::warmup, outcome::http_5xx, "warm-up's"},
                            {phase::warmup, outcome::completed},
                            {phase::measured, outcome::http_5xx, "first"},
                            {phase::measured, outcome::http_5xx, "second"}});

std::string failure_of(std::vector<td::program::ending> const& endings) {
  try {
    return "code " + std::to_string(td::program::conclude(endings));
  } catch (td::setup_error const& error) {
    return error.what();
  }
}
}  // namespace

TEST_CASE("a run counts as done by what it measured, not by its warm-up") {
  CHECK(td::program::conclude(good) == td::program::success);
  CHECK_THROWS_WITH_AS(static_cast<void>(td::program::conclude(bad)),
                       "no measured request to http://here completed: first", td::setup_error);
  CHECK_THROWS_WITH_AS(static_cast<void>(td::program::conclude(result_of({}))),
                       "no measured request to http://here completed: none was sent", td::setup_error);
  CHECK_THROWS_WITH_AS(static_cast<void>(td::program::conclude(result_of({{phase::measured, outcome::cancelled}}))),
                       "no measured request to http://here completed: the run was over before any had ended",
                       td::setup_error);
  CHECK_THROWS_WITH_AS(
      static_cast<void>(td::program::conclude(result_of({{phase::warmup, outcome::http_5xx, "warm-up's"}}))),
      "no measured request to http://here completed: warm-up's", td::setup_error);
}

TEST_CASE("of several runs each is judged, the first without an answer is named") {
  using td::program::ending_of;
  CHECK(failure_of({ending_of(good, "a"), ending_of(good, "b")}) == "code 0");
  CHECK(failure_of({ending_of(good, "a"), ending_of(bad, "b"), ending_of(good, "c")}) ==
        "b: no measured request to http://here completed: first");
  CHECK(failure_of({ending_of(bad, "a"), ending_of(bad, "b"), ending_of(good, "c"), ending_of(bad, "d")}) ==
        "a: no measured request to http://here completed: first (and so at 2 more)");
}

TEST_CASE("a run that ended itself comes first, then an interruption") {
  using td::program::ending_of;
  auto stopped = result_of({});
  stopped.interrupted = true;
  auto refused = result_of({{phase::warmup, outcome::http_5xx, "no such model"}});
  refused.aborted = "no such model";
  CHECK(failure_of({ending_of(bad, "a"), ending_of(stopped, "b")}) == "code 130");
  CHECK(failure_of({ending_of(stopped, "a"), ending_of(refused, "b")}) == "http://here says: no such model");
  CHECK(ending_of(stopped).is_last());
  CHECK(ending_of(refused).is_last());
  CHECK_FALSE(ending_of(bad).is_last());
}
