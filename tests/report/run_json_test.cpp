// SPDX-License-Identifier: MIT
#include <tokendyno/report/run_json.hpp>

#include <doctest/doctest.h>
#include <report/example_run.hpp>
#include <report/tiny_json.hpp>

#include <fstream>
#include <sstream>
#include <string>

namespace td = tokendyno;
using td::report::run_json;

namespace {

tiny_json::value schema() {
  std::ifstream file{TOKENDYNO_TEST_DATA "/../../docs/schema/run-1.schema.json"};
  std::ostringstream text;
  text << file.rdbuf();
  return tiny_json::parse(text.str());
}

// Every member of `v` stands in the schema with words and a type, and every member the schema requires is in `v`.
void check_described(tiny_json::value const& v, tiny_json::value const& node, tiny_json::value const& root) {
  using enum tiny_json::value::type;
  if (v.kind != object) return;
  auto const& shape = node.members.front().first == "$ref" ? root.at("$defs").at("summary") : node;
  for (auto const& [name, member] : v.members) {
    CAPTURE(name);
    auto const& described = shape.at("properties").at(name);
    CHECK(described.at("description").text.size() > 10);
    check_described(member, described, root);
  }
  CHECK(shape.at("required").elements.size() == v.members.size());
  for (auto const& required : shape.at("required").elements) CHECK_NOTHROW((void)v.at(required.text));
}

}  // namespace

TEST_CASE("the first ten keys are those of hand-made harnesses") {
  CHECK(run_json(example::run())
            .starts_with("{\n"
                         "  \"n_requests\": 200,\n"
                         "  \"concurrency\": 16,\n"
                         "  \"max_tokens\": 128,\n"
                         "  \"wall_clock_s\": 36.25,\n"
                         "  \"p50_ttft_ms\": 50.5,\n"
                         "  \"p95_ttft_ms\": 120,\n"
                         "  \"p50_e2e_ms\": 2350,\n"
                         "  \"p95_e2e_ms\": 2570,\n"
                         "  \"throughput_tok_s\": 760.25,\n"
                         "  \"total_tokens\": 24320,\n"
                         "  \"schema\": \"tokendyno.run\",\n"
                         "  \"schema_version\": 1,\n"));
}

TEST_CASE("the server's own figures are a list of rows, each as the schema says") {
  auto result = example::run();
  CHECK(tiny_json::parse(run_json(result)).at("cross_check").elements.empty());
  result.server_growth.emplace().counters.generated_tokens = 3;
  auto const rows = tiny_json::parse(run_json(result)).at("cross_check").elements;
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].at("figure").text == "output_tokens");
  CHECK(rows[0].at("unit").text == "tokens");
  CHECK(rows[0].at("source").text == "/metrics");
  CHECK(rows[0].at("ours").text == "0");
  CHECK(rows[0].at("theirs").text == "3");
  CHECK(rows[0].at("difference").text == "-3");
  CHECK(rows[0].at("bound").text == "0");
  CHECK(rows[0].at("agrees").is_null());  // the one answer of the example has unknown tokens
  CHECK(rows[0].at("cannot_tell").text == "the tokens of 1 of the answers are guessed or unknown");
  auto const root = schema();
  check_described(rows[0], root.at("properties").at("cross_check").at("items"), root);
}

TEST_CASE("everything else follows, with its unit") {
  auto const json = tiny_json::parse(run_json(example::run()));
  CHECK(json.at("settings").at("url").text == "http://127.0.0.1:8000/v1/chat/completions");
  CHECK(json.at("settings").at("slo").at("e2e_ms").text == "3000");
  CHECK(json.at("settings").at("slo").at("ttft_ms").is_null());
  CHECK(json.at("settings").at("stop_after_s").is_null());
  CHECK(json.at("settings").at("stop_requests").text == "200");
  CHECK(json.at("environment").at("started_at").text == "2026-01-02T03:04:05Z");
  CHECK(json.at("server").at("model").text == "Qwen/Qwen2.5-1.5B-Instruct");
  CHECK(json.at("window").at("begin_s").text == "1.5");
  CHECK(json.at("window").at("length_s").text == "32");
  CHECK(json.at("outcomes").at("measured").at("failed").text == "10");
  CHECK(json.at("outcomes").at("measured").at("failed_share").text == "0.05");
  CHECK(json.at("outcomes").at("run").at("by_outcome").at("http_429").text == "10");
  CHECK(json.at("outcomes").at("run").at("by_outcome").members.size() == td::record::outcome_count);
  CHECK(json.at("throughput").at("request_rps").text == "5.9375");
  CHECK(json.at("latency").at("tpot").at("mean_ms").text == "18.5");
  CHECK(json.at("latency").at("icl").at("n").text == "24000");
  CHECK(json.at("latency").at("ttfa").at("p50_ms").is_null());
  CHECK(json.at("latency").at("ttfa").at("p50_is_lower_bound").is_null());
  CHECK(json.at("streaming").at("by_finish_reason").at("length").text == "180");
  CHECK(json.at("streaming").at("by_token_source").at("usage").text == "190");
  CHECK(json.at("slo").at("attainment").text == "0.94");
  CHECK(json.at("in_flight").at("mean").text == "15.9");
  CHECK(json.at("server").at("listed").elements.at(0).text == "Qwen/Qwen2.5-1.5B-Instruct");
  CHECK(json.at("streaming").at("coalesced_share").text == "0.02");
  CHECK(json.at("streaming").at("headers_with_first").text == "0");
  CHECK(json.at("latency").at("ttfv").at("n").text == "0");
  CHECK(json.at("limits").elements.at(0).at("figures").text == "ITL");
  CHECK(json.at("limits").elements.at(0).at("reason").text.starts_with("190 answers"));
  CHECK(json.at("notes").elements.at(0).text == "p95 of 190 requests: no claim below 5 %");
  CHECK(json.at("flags").at("conserved").text == "true");
  CHECK(json.at("flags").at("aborted").text == "false");
}

TEST_CASE("a censored quantile says that it is a lower bound") {
  auto run = example::run();
  run.summary.e2e.n_censored = 12;
  run.summary.e2e.p95 = td::stats::quantile_estimate{example::ms(2900), true};
  auto const json = tiny_json::parse(run_json(run));
  CHECK(json.at("p95_e2e_ms").text == "2900");
  CHECK(json.at("latency").at("e2e").at("p95_is_lower_bound").text == "true");
  CHECK(json.at("latency").at("e2e").at("p50_is_lower_bound").text == "false");
  CHECK(json.at("latency").at("e2e").at("n_censored").text == "12");
}

TEST_CASE("in open loop the first keys count from the scheduled instant") {
  auto run = example::run();
  run.settings.open_loop = true;
  run.settings.concurrency = 0;
  run.settings.rate = 6;
  auto const json = tiny_json::parse(run_json(run));
  CHECK(json.at("p50_ttft_ms").text == "55.5");
  CHECK(json.at("p95_e2e_ms").text == "2575");
  CHECK(json.at("concurrency").is_null());
  CHECK(json.at("settings").at("rate_rps").text == "6");
}

TEST_CASE("a run that never measured has nulls, not zeros") {
  auto const json = tiny_json::parse(run_json({}));
  CHECK(json.at("n_requests").text == "0");
  CHECK(json.at("p50_ttft_ms").is_null());
  CHECK(json.at("p95_e2e_ms").is_null());
  CHECK(json.at("throughput_tok_s").is_null());
  CHECK(json.at("max_tokens").is_null());
  CHECK(json.at("slo").is_null());
  CHECK(json.at("in_flight").at("mean").is_null());
  CHECK(json.at("latency").at("e2e").at("mean_ms").is_null());
  CHECK(json.at("window").at("length_s").text == "0");
}

TEST_CASE("words of a server cannot break the document") {
  auto run = example::run();
  run.aborted = "404 \"no such model\"\n\xFF";
  run.notes.push_back("a \\ b");
  auto const json = tiny_json::parse(run_json(run));
  CHECK(json.at("flags").at("aborted").text == "true");
  CHECK(json.at("flags").at("aborted_because").text == "404 \\\"no such model\\\"\\n\xEF\xBF\xBD");
  CHECK(json.at("notes").elements.at(1).text == "a \\\\ b");
}

TEST_CASE("the schema describes every key") {
  auto const root = schema();
  check_described(tiny_json::parse(run_json(example::run())), root, root);
}
