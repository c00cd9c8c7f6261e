// SPDX-License-Identifier: MIT
#include <tokendyno/telemetry/find_counters.hpp>

#include <doctest/doctest.h>
#include <telemetry/page.hpp>

#include <string>

namespace td = tokendyno;
using td::telemetry::find_counters;
using td::telemetry::growth;

namespace {

/// Sum and count as a page shows them, to the nanosecond.
void check(std::optional<td::telemetry::latency_total> const& total, double sum_s, std::uint64_t count) {
  REQUIRE(total);
  CHECK(total->sum == td::from_seconds(sum_s));
  CHECK(total->count == count);
}

}  // namespace

TEST_CASE("vLLM 0.32 after 128 requests") {
  auto const c = growth(find_counters(page("vllm/metrics_before")), find_counters(page("vllm/metrics_after_load")));
  CHECK(c.reset.empty());
  CHECK(c.counters.requests_succeeded == 128);
  CHECK(c.counters.prompt_tokens == 2776);
  CHECK(c.counters.cached_tokens == 0);
  CHECK(c.counters.generated_tokens == 3768);
  CHECK(c.counters.preemptions == 0);
  CHECK(c.counters.prefix_cache_queries == 2776);
  CHECK(c.counters.prefix_cache_hits == 0);
  check(c.counters.ttft, 22.752416849136353, 128);
  check(c.counters.itl, 9.655362021999508, 3640);
  check(c.counters.tpot, 0.3453983455321303, 128);
  check(c.counters.e2e, 32.29403114318848, 128);
  check(c.counters.queue, 3.8096462609958053, 128);
  CHECK(c.counters.token_rounding == 0);
  CHECK(td::milliseconds(*c.counters.itl->mean()) == doctest::Approx(2.6526).epsilon(1e-4));
}

TEST_CASE("vLLM 0.24 on a GPU: only what came since the first page counts") {
  auto const c = growth(find_counters(page("vllm-0.24.0-h200/metrics_idle")),
                        find_counters(page("vllm-0.24.0-h200/metrics_after")));
  CHECK(c.counters.generated_tokens == 130'577 - 17);
  CHECK(c.counters.prompt_tokens == 150'054 - 112);
  CHECK(c.counters.cached_tokens == 36'768 - 48);
  CHECK(c.counters.requests_succeeded == 1020);
  CHECK(c.counters.ttft->count == 1020);
  CHECK(td::seconds(c.counters.ttft->sum) == doctest::Approx(208.24040484428406 - 1.127504825592041));
  CHECK(c.counters.itl->count == 129'551 - 11);
}

TEST_CASE("llm-d-inference-sim: vLLM's names with another label for the reason, no engine") {
  auto const c = find_counters(page("llm-d-sim/metrics"));
  CHECK(c.requests_succeeded == 6);
  CHECK(c.prompt_tokens == 52);
  CHECK(c.generated_tokens == 30);
  check(c.ttft, 0.3, 6);
  check(c.itl, 0.24, 24);
  check(c.e2e, 0.549163578, 6);
  CHECK_FALSE(c.tpot);
  CHECK_FALSE(c.queue);
  CHECK_FALSE(c.preemptions);
  auto const failures = find_counters(page("llm-d-sim/metrics_after_200_with_failures"));
  CHECK(failures.requests_succeeded == 145);
  CHECK(failures.generated_tokens == 540);
}

TEST_CASE("llama.cpp counts cached prompt tokens apart") {
  auto const c = growth(find_counters(page("llama-server/metrics_before")),
                        find_counters(page("llama-server/metrics_after_load")));
  CHECK(c.counters.prompt_tokens == 990 + 278);
  CHECK(c.counters.cached_tokens == 278);
  CHECK(c.counters.generated_tokens == 3142);
  CHECK(c.counters.prompt_time == td::from_seconds(1.03975));
  CHECK(c.counters.generation_time == td::from_seconds(28.052));
  CHECK_FALSE(c.counters.requests_succeeded);
  CHECK_FALSE(c.counters.ttft);
  CHECK(c.counters.token_rounding == 0);
}

TEST_CASE("llama.cpp prints six digits: half of the last one may be lost") {
  CHECK(find_counters("llamacpp:tokens_predicted_total 999999").token_rounding == 0);
  auto const c = find_counters("llamacpp:tokens_predicted_total 1.23457e+06");
  CHECK(c.generated_tokens == 1'234'570);
  CHECK(c.token_rounding == 5);
  CHECK(find_counters("vllm:generation_tokens_total 1.23457e+06").token_rounding == 0);
  CHECK(growth(c, c).counters.token_rounding == 10);
}

TEST_CASE("older names, and those of SGLang") {
  auto const old = find_counters(
      "vllm:time_per_output_token_seconds_sum 3\nvllm:time_per_output_token_seconds_count 2\n"
      "vllm:gpu_prefix_cache_hits_total 7\n");
  check(old.itl, 3, 2);
  CHECK(old.prefix_cache_hits == 7);
  auto const sglang = find_counters(
      "sglang:prompt_tokens_total{model_name=\"m\"} 8128902.0\nsglang:generation_tokens_total{model_name=\"m\"} "
      "7557572.0\n"
      "sglang:time_to_first_token_seconds_sum{model_name=\"m\"} 2.5\n"
      "sglang:time_to_first_token_seconds_count{model_name=\"m\"} 11008.0\n");
  CHECK(sglang.prompt_tokens == 8'128'902);
  CHECK(sglang.generated_tokens == 7'557'572);
  check(sglang.ttft, 2.5, 11'008);
}

TEST_CASE("label sets add up, other models and aborted requests do not count") {
  std::string const two =
      "vllm:generation_tokens_total{engine=\"0\",model_name=\"a\"} 10\n"
      "vllm:generation_tokens_total{engine=\"1\",model_name=\"a\"} 20\n"
      "vllm:generation_tokens_total{engine=\"0\",model_name=\"b\"} 400\n"
      "vllm:generation_tokens_created{engine=\"0\",model_name=\"a\"} 1.79e+09\n";
  CHECK(find_counters(two, "a").generated_tokens == 30);
  CHECK(find_counters(two, "b").generated_tokens == 400);
  CHECK(find_counters(two).generated_tokens == 430);
  CHECK(find_counters(two, "alias").generated_tokens == 430);
  CHECK(find_counters("vllm:request_success_total{finished_reason=\"stop\"} 3\n"
                      "vllm:request_success_total{finished_reason=\"abort\"} 4\n"
                      "vllm:request_success_total{finished_reason=\"error\"} 5\n")
            .requests_succeeded == 3);
}

TEST_CASE("values that are none are passed over") {
  CHECK_FALSE(find_counters("vllm:generation_tokens_total NaN\n").generated_tokens);
  CHECK_FALSE(find_counters("vllm:generation_tokens_total -1\n").generated_tokens);
  CHECK_FALSE(find_counters("vllm:generation_tokens_total 1e300\n").generated_tokens);
  CHECK_FALSE(
      find_counters("vllm:time_to_first_token_seconds_sum 1e300\nvllm:time_to_first_token_seconds_count 1\n").ttft);
  CHECK(find_counters("<html>not a page</html>") == td::telemetry::server_counters{});
}

TEST_CASE("a counter that fell is empty and named; one that was not there before began at 0") {
  td::telemetry::server_counters before{.prompt_tokens = 10, .generated_tokens = 100};
  before.ttft = {td::from_seconds(1), 5};
  td::telemetry::server_counters after{.requests_succeeded = 2, .prompt_tokens = 30, .generated_tokens = 7};
  after.ttft = {td::from_seconds(0.5), 6};
  auto const c = growth(before, after);
  CHECK(c.counters.requests_succeeded == 2);
  CHECK(c.counters.prompt_tokens == 20);
  CHECK_FALSE(c.counters.generated_tokens);
  CHECK_FALSE(c.counters.ttft);
  CHECK(c.reset == std::vector<std::string>{"generated_tokens", "ttft"});
  auto sum = growth({}, after);
  sum += c;
  CHECK(sum.counters.prompt_tokens == 50);
  CHECK_FALSE(sum.counters.generated_tokens);
  CHECK(sum.reset.size() == 2);
}
