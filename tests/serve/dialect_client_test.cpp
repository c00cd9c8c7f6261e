// SPDX-License-Identifier: MIT
#include <tokendyno/serve/server.hpp>

#include <tokendyno/core/time.hpp>
#include <tokendyno/load/closed_loop.hpp>
#include <tokendyno/record/token_source.hpp>
#include <tokendyno/run/run.hpp>
#include <tokendyno/serve/find_dialect.hpp>
#include <tokendyno/sim/engine.hpp>
#include <tokendyno/workload/synthetic.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <string>

namespace td = tokendyno;
using td::record::token_source;

namespace {

td::metrics::run_result measure(td::serve::dialect const& how, std::string const& path, bool include_usage,
                                std::uint32_t input_tokens = 20) {
  td::serve::server_options options{.model = "sim", .max_model_len = 64};
  options.profile.speed = 50;
  options.dialect = how;
  td::serve::server server{options};
  td::run_options asked{.target = {.url = server.url() + path},
                        .workload = td::workload::synthetic({.input_tokens = input_tokens, .output_tokens = 8}),
                        .load = td::load::closed_loop{.concurrency = 2},
                        .warmup = {.requests = 0},
                        .stop = {.requests = 12}};
  asked.request.include_usage = include_usage;
  return td::run(asked);
}

}  // namespace

TEST_CASE("our client reads every dialect, with and without usage, chat and completions") {
  using namespace td::serve;
  struct expected {
    dialect const& how;
    token_source with_usage;
    token_source without;
    bool says_done;
  };
  expected const all[] = {{dialects::vllm, token_source::usage, token_source::events, true},
                          {dialects::llama_server, token_source::usage, token_source::timings, true},
                          {dialects::llama_cpp_python, token_source::events, token_source::events, true},
                          {dialects::llm_d, token_source::usage, token_source::events, true},
                          {dialects::transformers, token_source::usage, token_source::usage, false}};
  for (auto const& each : all) {
    for (char const* const path : {"", "/v1/completions"}) {
      for (bool const usage : {true, false}) {
        CAPTURE(each.how.name);
        CAPTURE(path);
        CAPTURE(usage);
        auto const result = measure(each.how, path, usage);
        CHECK(result.summary.measured.completed() == 12);
        CHECK(result.summary.output_tokens == 12 * 8);
        auto const first = result.log.row(0);
        bool const always = &each.how == &dialects::llama_server && path[0] != '\0';
        CHECK(first.tokens_from == (usage || always ? each.with_usage : each.without));
        CHECK(first.no_done == !each.says_done);
        CHECK(first.content_events == 8);
        std::size_t reused = 0;
        for (std::size_t i = 0; i < result.log.size(); ++i) reused += result.log.row(i).reused_connection ? 1U : 0U;
        CHECK((reused == 0) == each.how.closes_after_stream);
      }
    }
  }
}

TEST_CASE("llama-server's timings are the planned times of the engine's steps") {
  td::serve::server_options options{.model = "sim", .dialect = td::serve::dialects::llama_server};
  td::sim::engine engine{options.profile};
  engine.submit({.id = 1, .prompt_tokens = 20, .output_tokens = 3});
  td::duration steps[3]{};
  for (auto& each : steps) {
    each = engine.begin_step().value().time;
    static_cast<void>(engine.end_step());
  }
  td::serve::server server{options};
  auto const result = td::run({.target = {.url = server.url()},
                               .workload = td::workload::synthetic({.input_tokens = 20, .output_tokens = 3}),
                               .load = td::load::closed_loop{.concurrency = 1},
                               .warmup = {.requests = 0},
                               .stop = {.requests = 1}});
  auto const told = result.log.row(0).timings;
  CHECK(told.prompt_tokens == 20U);
  CHECK(told.predicted_tokens == 3U);
  CHECK(td::seconds(*told.prompt) == doctest::Approx(td::seconds(steps[0])).epsilon(1e-6));
  // Later by what the machine stood still, if it did.
  CHECK(td::seconds(*told.predicted) >= td::seconds(steps[1] + steps[2]) - 1e-7);
}
