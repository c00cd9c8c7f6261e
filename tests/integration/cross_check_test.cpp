// SPDX-License-Identifier: MIT
#include <tokendyno/metrics/cross_check.hpp>
#include <tokendyno/metrics/run_totals.hpp>
#include <tokendyno/run/compare.hpp>
#include <tokendyno/run/run.hpp>
#include <tokendyno/serve/dialects/llama_server.hpp>
#include <tokendyno/serve/dialects/llm_d.hpp>
#include <tokendyno/serve/server.hpp>

#include <doctest/doctest.h>
#include <support/scripted_server.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

// What a server counts, held against what was seen, through real sockets.

namespace td = tokendyno;
using namespace std::chrono_literals;

namespace {

td::run_options small(std::string url, std::uint64_t requests) {
  return {.target = {.url = std::move(url), .model = "sim"},
          .workload = td::workload::synthetic({.input_tokens = 20, .output_tokens = 16}),
          .load = td::load::closed_loop{.concurrency = 4, .stagger = 10ms},
          .stop = {.requests = requests}};
}

std::optional<td::metrics::check_row> row_of(td::metrics::run_result const& result, std::string_view figure) {
  for (auto const& row : td::metrics::cross_check(result)) {
    if (row.figure == figure && row.source == "/metrics") return row;
  }
  return std::nullopt;
}

/// A server that answers nothing but /v1/models and `page` as its metrics.
void answer(support::peer& client, std::string_view metrics_status, std::string const& page) {
  for (auto request = client.read_request(); !request.empty(); request = client.read_request()) {
    bool const metrics = request.starts_with("GET /metrics ");
    std::string const body = metrics ? page
                             : request.starts_with("GET ")
                                 ? std::string{R"({"data":[{"id":"sim"}]})"}
                                 : std::string{R"({"choices":[{"message":{"content":"hi"},"finish_reason":"stop"}],)"
                                               R"("usage":{"prompt_tokens":2,"completion_tokens":3}})"};
    auto const status = metrics ? metrics_status : std::string_view{"200 OK"};
    client.send("HTTP/1.1 " + std::string{status} + "\r\nContent-Type: application/json\r\nContent-Length: " +
                std::to_string(body.size()) + "\r\n\r\n" + body);
  }
}

}  // namespace

TEST_CASE("the simulated server has counted every token that was seen, warm-up included") {
  td::serve::server server{{.model = "sim"}};
  // What was there before the run is not counted.
  REQUIRE(td::run(small(server.url(), 4)).summary.measured.completed() == 4);
  auto const result = td::run(small(server.url(), 12));
  REQUIRE(result.server_growth);
  for (auto const* const figure : {"requests", "output_tokens", "input_tokens"}) {
    CAPTURE(figure);
    auto const row = row_of(result, figure);
    REQUIRE(row);
    CHECK(row->agrees() == true);
    CHECK(row->difference() == 0);
  }
  CHECK(row_of(result, "output_tokens")->ours == 16.0 * static_cast<double>(result.log.size()));
  for (auto const* const figure : {"mean_ttft_ms", "mean_itl_ms"}) {
    CAPTURE(figure);
    auto const row = row_of(result, figure);
    REQUIRE(row);
    CHECK(row->cannot_tell.empty());
    CHECK(row->theirs > 0);
  }
}

TEST_CASE("llm-d's counters and llama-server's, and what llama-server says in each answer") {
  for (auto const& dialect : {td::serve::dialects::llm_d, td::serve::dialects::llama_server}) {
    CAPTURE(std::string{dialect.name});
    td::serve::server server{{.model = "sim", .dialect = dialect}};
    auto const result = td::run(small(server.url(), 12));
    for (auto const* const figure : {"output_tokens", "input_tokens"}) {
      CAPTURE(figure);
      auto const row = row_of(result, figure);
      REQUIRE(row);
      CHECK(row->theirs > 0);
      CHECK(row->agrees() == true);
    }
    auto const said = td::metrics::total(result.log).timings;
    if (dialect.name == "llm-d") {
      CHECK(said.predicted.n == 0);
    } else {
      CHECK(said.predicted_tokens == 16 * result.log.size());
      CHECK(said.prompt.n == result.log.size());
      CHECK(said.predicted.mean().value_or(td::duration{}) > td::duration{});
    }
  }
}

TEST_CASE("a comparison adds up what the server counted over both blocks of an arm") {
  td::serve::server_options options{.model = "sim"};
  options.profile.speed = 50;
  td::serve::server server{options};
  auto const cells = td::compare({.baseline = {.name = "a", .target = {.url = server.url()}},
                                  .candidate = {.name = "b", .target = {.url = server.url()}},
                                  .concurrency = {2},
                                  .max_tokens = {16},
                                  .stagger = 10ms});
  REQUIRE(cells.size() == 1);
  auto const row = row_of(cells[0].baseline, "output_tokens");
  REQUIRE(row);
  CHECK(row->theirs == 16.0 * static_cast<double>(cells[0].baseline.log.size()));
  CHECK(row->agrees() == true);
}

TEST_CASE("on demand the server's counters are left alone") {
  td::serve::server_options options{.model = "sim"};
  options.profile.speed = 50;
  td::serve::server server{options};
  auto asked = small(server.url(), 8);
  asked.scrape_metrics = false;
  CHECK_FALSE(td::run(asked).server_growth);
}

TEST_CASE("a server without counters is no error, nor is a page that is none") {
  for (auto const& [status, page] : {std::pair{"501 Not Implemented", "{}"}, std::pair{"200 OK", "<html></html>"}}) {
    CAPTURE(status);
    support::scripted_server server{[&](support::peer& client, int) { answer(client, status, page); }};
    auto options = small(server.url(), 8);
    options.request.stream = false;
    auto const result = td::run(options);
    CHECK(result.summary.measured.completed() == 8);
    CHECK_FALSE(result.server_growth);
  }
}

TEST_CASE("a server that counts otherwise is told") {
  std::atomic<int> asked = 0;
  support::scripted_server server{[&](support::peer& client, int) {
    // Each look finds 1000 tokens more, but no request.
    answer(client, "200 OK", "vllm:generation_tokens_total " + std::to_string(1000 * ++asked) + "\n");
  }};
  auto options = small(server.url(), 8);
  options.request.stream = false;
  auto const result = td::run(options);
  auto const row = row_of(result, "output_tokens");
  REQUIRE(row);
  CHECK(row->agrees() == false);
  CHECK(std::any_of(result.notes.begin(), result.notes.end(),
                    [](std::string const& note) { return note.find("the server counted") != std::string::npos; }));
}
