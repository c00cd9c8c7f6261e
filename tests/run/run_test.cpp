// SPDX-License-Identifier: MIT
#include <tokendyno/run/run.hpp>

#include <tokendyno/load/closed_loop.hpp>
#include <tokendyno/load/open_loop.hpp>
#include <tokendyno/serve/server.hpp>
#include <tokendyno/workload/synthetic.hpp>

#include <doctest/doctest.h>

#include "support/scripted_server.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>

#include <sys/resource.h>

namespace td = tokendyno;
using namespace std::chrono_literals;
using td::record::outcome;

namespace {

/// A simulated engine fifty times as fast as the card.
td::serve::server_options fast() {
  td::serve::server_options options{.model = "sim"};
  options.profile.speed = 50;
  return options;
}

td::run_options closed(std::string url, std::uint32_t concurrency, std::uint64_t requests) {
  return {.target = {.url = std::move(url)},
          .workload = td::workload::synthetic({.input_tokens = 20, .output_tokens = 16}),
          .load = td::load::closed_loop{.concurrency = concurrency, .stagger = 10ms},
          .stop = {.requests = requests}};
}

}  // namespace

TEST_CASE("a closed loop measures what was asked for, keeps its load, and loses nothing") {
  td::serve::server server{fast()};
  auto const result = td::run(closed(server.url(), 8, 1000));
  auto const& s = result.summary;
  CHECK(s.measured.issued == 1000);
  CHECK(s.measured.completed() == 1000);
  CHECK(s.conserved());
  CHECK(s.run.issued == result.log.size());
  CHECK(s.run.issued >= 1000 + 16);
  CHECK(s.output_tokens == 16000);
  CHECK(s.input_tokens == 20000);
  CHECK(s.mean_in_flight == doctest::Approx(8).epsilon(0.2));  // what the client needs between two requests
  CHECK(*s.little_difference < 0.05);
  CHECK(s.ttft.n == 1000);
  CHECK(server.gauge().generation_tokens == 16 * s.run.issued);
  CHECK(result.server.model == "sim");
  CHECK(result.settings.model == "sim");
  CHECK(result.settings.concurrency == 8);
  CHECK(result.aborted.empty());
}

TEST_CASE("without warm-up the window is the whole run") {
  td::serve::server server{fast()};
  auto options = closed(server.url(), 4, 20);
  options.warmup = {.requests = 0};
  auto const result = td::run(options);
  CHECK(result.window.whole_run);
  CHECK(result.summary.run.issued == 20);
  CHECK(result.summary.measured.completed() == 20);
  CHECK(result.summary.window >= result.wall);  // from the first start, which comes before the first send
}

TEST_CASE("a run by time ends in time and follows what is in flight to its end") {
  td::serve::server server{fast()};
  auto options = closed(server.url(), 4, 1);
  options.stop = {.after = 300ms};
  auto const result = td::run(options);
  CHECK(result.summary.window == 300ms);
  CHECK(result.summary.run.cancelled() == 0);
  CHECK(result.summary.run.completed() == result.summary.run.issued);
}

TEST_CASE("an open loop keeps to its schedule") {
  td::serve::server server{fast()};
  auto options = closed(server.url(), 1, 50);
  options.load = td::load::open_loop(td::load::poisson{.rate = 200});
  options.warmup = {.requests = 5};
  auto const result = td::run(options);
  CHECK(result.settings.open_loop);
  CHECK(result.summary.measured.completed() == 50);
  CHECK(result.summary.ttft_scheduled.n == 50);
  CHECK(result.summary.ttft_scheduled.mean->value >= result.summary.ttft.mean->value);
}

TEST_CASE("completions and plain answers are measured as well") {
  td::serve::server server{fast()};
  auto text = closed(server.url() + "/v1/completions", 2, 6);
  CHECK(td::run(text).summary.output_tokens == 6 * 16);
  auto plain = closed(server.url(), 2, 6);
  plain.request.stream = false;
  auto const result = td::run(plain);
  CHECK(result.summary.output_tokens == 6 * 16);
  CHECK(result.summary.e2e.n == 6);
  CHECK(result.summary.ttft.n == 0);
}

TEST_CASE("a server that is down yields refusals, not an exception") {
  std::string url;
  {
    url = td::serve::server{fast()}.url();
  }
  auto options = closed(url, 2, 4);
  options.warmup = {.requests = 0};
  auto const result = td::run(options);
  CHECK(result.summary.run.issued == 4);
  CHECK(result.summary.run.of(outcome::connect_refused) == 4);
  CHECK(result.summary.ttft.n == 0);
}

TEST_CASE("a wrong model ends the run at its first request, in the server's words") {
  td::serve::server server{fast()};
  auto options = closed(server.url(), 4, 1000);
  options.target.model = "nope";
  auto const result = td::run(options);
  CHECK(result.aborted == "The model `nope` does not exist. Valid aliases: sim.");
  CHECK(result.summary.run.issued <= 4);
  CHECK(result.summary.run.completed() == 0);
  CHECK(result.summary.conserved());
}

TEST_CASE("an interrupted run keeps what it has, and ends soon") {
  td::serve::server_options slow{.model = "sim"};  // 16 tokens take 0.26 s
  td::serve::server server{slow};
  std::stop_source stopping;
  auto options = closed(server.url(), 4, 100000);
  options.warmup = {.requests = 0};
  options.interrupt = stopping.get_token();
  std::jthread user{[&] {
    std::this_thread::sleep_for(700ms);
    stopping.request_stop();
  }};
  auto const result = td::run(options);
  CHECK(result.interrupted);
  CHECK(result.summary.run.completed() >= 4);
  CHECK(result.summary.run.cancelled() >= 1);
  CHECK(result.summary.conserved());
  CHECK(result.wall < 5s);
}

TEST_CASE("progress is told, and what the workload throws comes through") {
  td::serve::server server{fast()};
  auto options = closed(server.url(), 2, 1);
  options.stop = {.after = 600ms};
  int calls = 0;
  options.on_progress = [&](td::progress const& p) { calls += p.elapsed > 0ns ? 1 : 0; };
  CHECK(td::run(options).summary.run.completed() > 0);
  CHECK(calls >= 1);
  options.workload.at = [](std::uint64_t) -> td::workload::prompt { throw td::invalid_argument{"no prompt"}; };
  CHECK_THROWS_WITH_AS(static_cast<void>(td::run(options)), "no prompt", td::invalid_argument);
}

TEST_CASE("a server that is killed in mid-run leaves a result with its failures in it") {
  auto server = std::make_unique<td::serve::server>(td::serve::server_options{.model = "sim"});
  auto options = closed(server->url(), 4, 12);
  options.warmup = {.requests = 0};
  std::jthread killer{[&] {
    std::this_thread::sleep_for(400ms);
    server.reset();
  }};
  auto const result = td::run(options);
  CHECK(result.summary.run.issued == 12);
  CHECK(result.summary.run.completed() >= 4);
  CHECK(result.summary.run.of(outcome::connect_refused) >= 1);
  CHECK(result.summary.conserved());
}

TEST_CASE("a machine that runs out of descriptors ends the run, and books nothing on the server") {
  td::serve::server server{fast()};
  auto options = closed(server.url(), 200, 1000);
  rlimit before{};
  ::getrlimit(RLIMIT_NOFILE, &before);
  rlimit const low{.rlim_cur = 100, .rlim_max = before.rlim_max};
  ::setrlimit(RLIMIT_NOFILE, &low);
  auto const result = td::run(options);
  ::setrlimit(RLIMIT_NOFILE, &before);
  CHECK(result.aborted == "no more connections from this machine: Too many open files");
  CHECK(result.summary.run.of(outcome::connect_refused) == 0);
  CHECK(result.summary.conserved());
}

TEST_CASE("a stream that was asked for but not given is measured, with an SLO too") {
  support::scripted_server server{[](support::peer& client, int) {
    while (!client.read_request().empty()) {
      client.send(
          "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 131\r\n\r\n"
          R"({"model":"other","choices":[{"message":{"content":"hi"},"finish_reason":"stop"}],)"
          R"("usage":{"prompt_tokens":2,"completion_tokens":3}})");
    }
  }};
  auto options = closed(server.url(), 1, 4);
  options.target.model = "m";
  options.warmup = {.requests = 0};
  options.slo = {.ttft = 1s};
  auto const result = td::run(options);
  CHECK(result.summary.measured.completed() == 4);
  CHECK(result.summary.slo->met == 0);
  CHECK(result.summary.not_streamed == 4);
  CHECK(result.server.answered_model == "other");
}

TEST_CASE("a page of metrics that fails once takes nothing from what was read") {
  support::scripted_server server{[](support::peer& client, int connection) {
    client.read_request();
    std::string const page = "vllm:generation_tokens_total 5\n";
    client.send(connection == 0
                    ? "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(page.size()) + "\r\n\r\n" + page
                    : std::string{"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"});
  }};
  auto const to = td::client::make_route({.url = server.url()});
  td::metrics::run_totals ours;
  ours.output_tokens = 7;
  auto const growth = td::settled_growth(to, {}, ours);
  REQUIRE(growth);
  CHECK(growth->counters.generated_tokens == 5U);
  CHECK(server.connections() > 1);
}
