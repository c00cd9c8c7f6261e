// SPDX-License-Identifier: MIT
#include <tokendyno/report/comparison.hpp>

#include <tokendyno/metrics/notes.hpp>
#include <tokendyno/report/comparison_table.hpp>

#include <doctest/doctest.h>
#include <report/example_comparison.hpp>

#include <optional>
#include <string>
#include <vector>

namespace td = tokendyno;
using td::report::change;

TEST_CASE("the figures of a run") {
  auto const figures = td::report::figures_of(example::run());
  CHECK(figures.output_tokens_per_second == 760.25);
  CHECK(figures.ttft_p50 == example::exact(50.5));
  CHECK(figures.ttft_p95 == example::exact(120));
  CHECK(figures.e2e_p50 == example::exact(2350));
  CHECK(figures.e2e_p95 == example::exact(2570));
  CHECK(figures.tpot_mean == example::exact(18.5));
  CHECK(figures.issued == 200);
  CHECK(figures.completed == 190);
  CHECK(figures.failed == 10);
}

TEST_CASE("a run in open loop is judged from the schedule, one that never measured not at all") {
  auto run = example::run();
  run.settings.open_loop = true;
  CHECK(td::report::figures_of(run).e2e_p95 == example::exact(2575));
  CHECK_FALSE(td::report::figures_of({}).output_tokens_per_second.has_value());
}

TEST_CASE("the change from baseline to candidate") {
  CHECK(change(std::optional{2.0}, std::optional{3.0}) == 0.5);
  CHECK(change(std::optional{4.0}, std::optional{3.0}) == -0.25);
  CHECK_FALSE(change(std::optional{0.0}, std::optional{3.0}).has_value());
  CHECK_FALSE(change(std::optional<double>{}, std::optional{3.0}).has_value());
  CHECK_FALSE(change(std::optional{3.0}, std::optional<double>{}).has_value());
  CHECK(change(example::exact(200), example::exact(100)) == -0.5);
  auto bound = example::exact(100);
  bound->at_least = true;
  CHECK_FALSE(change(example::exact(200), bound).has_value());
  CHECK_FALSE(change(bound, example::exact(200)).has_value());
}

TEST_CASE("the engine of each arm is named once, with what the name rests on") {
  td::metrics::run_result a;
  a.server = {.engine = "vllm", .engine_because = "owned_by \"vllm\"", .version = "0.24.0"};
  td::metrics::run_result b;
  b.server = {.engine = "llama-server", .engine_because = "server header \"llama.cpp\""};
  td::report::comparison c{.baseline = "bf16", .candidate = "q8"};
  td::report::add_cell(c, 1, 128, a, b);
  td::report::add_cell(c, 4, 128, a, b);
  CHECK(c.notes == std::vector<std::string>{"bf16 is vllm 0.24.0, by its owned_by \"vllm\".",
                                            "q8 is llama-server, by its server header \"llama.cpp\"."});
  CHECK(td::report::server_note("sim", {.engine = "tokendyno"}).empty());
  CHECK(td::report::server_note("unknown", {}).empty());
}

TEST_CASE("a cell brings the notes of its runs once, and small samples are told for all cells together") {
  td::metrics::run_result run;
  run.summary.e2e.n = 16;
  run.summary.measured.issued = 16;
  run.summary.measured.by_outcome[0] = 16;
  run.notes = {"Odd.", td::metrics::sample_note(run)};
  td::report::comparison c;
  td::report::add_cell(c, 1, 128, run, run);
  td::report::add_cell(c, 4, 128, run, run);
  CHECK(c.cells.size() == 2);
  CHECK(c.notes == std::vector<std::string>{"Odd."});
  CHECK(td::report::comparison_text(c).find("p95 is a guess in 2 of 2 rows: fewer than 72 requests") !=
        std::string::npos);
  CHECK(td::report::comparison_text(c).find("16 requests are too few") == std::string::npos);
}
