// SPDX-License-Identifier: MIT
#include <tokendyno/run/run.hpp>

#include <tokendyno/load/closed_loop.hpp>
#include <tokendyno/record/outcome.hpp>
#include <tokendyno/serve/server.hpp>
#include <tokendyno/workload/synthetic.hpp>

#include <doctest/doctest.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <thread>

namespace td = tokendyno;
using namespace std::chrono_literals;
using td::record::outcome;

namespace {

constexpr std::uint32_t longest = 1000;  // prompt and answer together that the server allows

// Too long only from 200 on: a run whose very first request is refused for good would end itself.
bool too_long(std::uint64_t index) { return index >= 200 && index % 20 == 7; }
/// 900 tokens take 3 s at least, the client waits for one.
bool endless(std::uint64_t index) { return index % 50 == 1; }

td::workload::length_pair short_lengths(std::uint64_t index) {
  if (too_long(index)) return {.input = longest, .output = 8};
  return {.input = 20, .output = endless(index) ? 900U : 8U};
}

/// Four requests run, four wait, the next one is refused with 503.
td::serve::server_options overloaded() {
  td::serve::server_options options{.model = "sim", .max_model_len = longest, .max_queued = 4};
  options.profile.speed = 5;
  options.profile.limits.max_num_seqs = 4;
  return options;
}

/// The engine once it has noticed that the clients of given-up requests are gone.
td::sim::gauges settled(td::serve::server& server) {
  for (int tries = 0; tries < 500; ++tries) {
    auto const now = server.gauge();
    if (now.running + now.waiting == 0) return now;
    std::this_thread::sleep_for(10ms);
  }
  return server.gauge();
}

}  // namespace

TEST_CASE("with a full queue, prompts that are too long and timeouts mixed in, every request ends in its own class") {
  td::serve::server server{overloaded()};
  auto const result = td::run({.target = {.url = server.url(), .timeouts = {.total = 1s}},
                               .workload = td::workload::synthetic({.lengths = short_lengths}),
                               .load = td::load::closed_loop{.concurrency = 32, .think_time = 20ms, .stagger = 100ms},
                               .stop = {.requests = 2000}});

  auto const& s = result.summary;
  CHECK(result.aborted.empty());
  CHECK(s.conserved());
  CHECK(s.measured.issued == 2000);
  REQUIRE(result.log.size() == s.run.issued);
  std::map<std::size_t, std::string> const words{result.log.errors.begin(), result.log.errors.end()};

  std::array<std::uint64_t, td::record::outcome_count> counted{};
  std::uint64_t planned_too_long = 0;
  std::uint64_t tokens_seen = 0;
  std::uint64_t prompts_seen = 0;
  for (std::size_t i = 0; i < result.log.size(); ++i) {
    auto const index = result.log.index[i];
    auto const ended = result.log.outcome[i];
    auto const status = result.log.http_status[i];
    auto const said = words.contains(i) ? words.at(i) : std::string{};
    CAPTURE(index);
    CAPTURE(td::record::name(ended));
    CAPTURE(said);
    ++counted[static_cast<std::size_t>(ended)];
    tokens_seen += result.log.output_tokens[i];
    if (too_long(index)) {
      ++planned_too_long;
      CHECK(ended == outcome::http_4xx);
    }
    switch (ended) {
      case outcome::completed:
        CHECK_FALSE(endless(index));
        CHECK(result.log.output_tokens[i] == 8);
        CHECK(said.empty());
        prompts_seen += result.log.input_tokens[i];
        break;
      case outcome::http_4xx:
        CHECK(status == 400);
        CHECK(said.starts_with("This model's maximum context length is 1000 tokens."));
        break;
      case outcome::http_5xx:
        CHECK(status == 503);
        CHECK(said == "The queue is full.");
        break;
      case outcome::timeout_total: CHECK(said == "given up: timeout_total"); break;
      default: FAIL_CHECK("no request should have ended like this");
    }
  }
  CHECK(counted == s.run.by_outcome);
  CAPTURE(s.run.completed());
  CAPTURE(s.run.of(outcome::http_5xx));
  CAPTURE(s.run.of(outcome::timeout_total));
  CHECK(s.run.of(outcome::http_4xx) == planned_too_long);
  CHECK(planned_too_long >= 85);
  CHECK(s.run.of(outcome::http_5xx) >= 1);
  CHECK(s.run.of(outcome::timeout_total) >= 1);
  CHECK(s.run.completed() >= 1);

  // What the server let in has either been answered or given up by the client; what it made, the client has seen, but
  // for answers that were cut.
  auto const engine = settled(server);
  CHECK(engine.running + engine.waiting == 0);
  CHECK(engine.finished + engine.aborted == s.run.completed() + s.run.of(outcome::timeout_total));
  CHECK(engine.finished >= s.run.completed());
  CHECK(engine.generation_tokens >= tokens_seen);
  CHECK(engine.prompt_tokens >= prompts_seen);
}
