// SPDX-License-Identifier: MIT
#include <tokendyno/run/run.hpp>

#include <tokendyno/client/http_get.hpp>
#include <tokendyno/client/route.hpp>
#include <tokendyno/load/closed_loop.hpp>
#include <tokendyno/serve/server.hpp>
#include <tokendyno/workload/synthetic.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>

namespace td = tokendyno;
using namespace std::chrono_literals;

namespace {

#ifdef __SANITIZE_THREAD__
constexpr std::uint64_t many = 1500;  // each costs ten times as much
#else
constexpr std::uint64_t many = 10'000;
#endif

/// Lengths that no two neighbours share, so that a token booked on the wrong request is missed somewhere.
td::workload::length_pair lengths(std::uint64_t index) {
  return {.input = static_cast<std::uint32_t>(10 + index % 13), .output = static_cast<std::uint32_t>(3 + index % 9)};
}

/// What `name` is on the metrics page of `server`, the first line of it that holds `label`; -1 if there is none.
double on_metrics_page(td::serve::server const& server, std::string const& name, std::string const& label = {}) {
  std::istringstream page{td::client::http_get(td::client::make_route({.url = server.url()}), "/metrics").body};
  for (std::string line; std::getline(page, line);) {
    if (!line.starts_with("vllm:" + name + "{") || line.find(label) == std::string::npos) continue;
    return std::strtod(line.c_str() + line.find("} ") + 2, nullptr);
  }
  return -1;
}

}  // namespace

TEST_CASE("no request, no prompt token and no output token is lost or made up between engine and report") {
  td::serve::server_options settings{.model = "sim"};
  settings.profile.speed = 100;
  td::serve::server server{settings};
  auto const result = td::run({.target = {.url = server.url()},
                               .workload = td::workload::synthetic({.lengths = lengths}),
                               .load = td::load::closed_loop{.concurrency = 32, .stagger = 20ms},
                               .stop = {.requests = many}});

  auto const& s = result.summary;
  CHECK(s.conserved());
  CHECK(s.measured.issued == many);
  CHECK(s.run.issued >= many + 64);  // two rounds of warm-up
  CHECK(s.run.completed() == s.run.issued);
  CHECK(s.reconnects == 0);
  REQUIRE(result.log.size() == s.run.issued);

  std::uint64_t asked = 0;
  std::uint64_t answered = 0;
  std::uint64_t prompts = 0;
  std::uint64_t wrong = 0;
  for (std::size_t i = 0; i < result.log.size(); ++i) {
    auto const planned = lengths(result.log.index[i]);
    asked += planned.output;
    answered += result.log.output_tokens[i];
    prompts += result.log.input_tokens[i];
    if (result.log.output_tokens[i] != planned.output || result.log.input_tokens[i] != planned.input) ++wrong;
  }
  CHECK(wrong == 0);
  CHECK(answered == asked);

  auto const engine = server.gauge();
  CHECK(engine.finished == s.run.issued);
  CHECK(engine.aborted == 0);
  CHECK(engine.running + engine.waiting == 0);
  CHECK(engine.generation_tokens == answered);
  CHECK(engine.prompt_tokens == prompts);

  CHECK(on_metrics_page(server, "generation_tokens_total") == static_cast<double>(answered));
  CHECK(on_metrics_page(server, "prompt_tokens_total") == static_cast<double>(prompts));
  CHECK(on_metrics_page(server, "request_success_total", "finished_reason=\"length\"") ==
        static_cast<double>(s.run.issued));

  CHECK(s.mean_in_flight <= 32);
  CHECK(s.mean_in_flight > 16);
  REQUIRE(s.little_difference.has_value());
  CHECK(*s.little_difference < 0.02);
}
