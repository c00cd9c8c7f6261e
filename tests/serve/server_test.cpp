// SPDX-License-Identifier: MIT
#include <tokendyno/serve/server.hpp>

#include <tokendyno/client/http_get.hpp>
#include <tokendyno/client/probe.hpp>
#include <tokendyno/client/route.hpp>

#include <doctest/doctest.h>

#include <string>

namespace td = tokendyno;

namespace {
td::serve::server_options fast() {
  td::serve::server_options options{.model = "sim"};
  options.profile.speed = 50;
  return options;
}
}  // namespace

TEST_CASE("the routes of vLLM answer as vLLM does") {
  td::serve::server server{fast()};
  auto const to = td::client::make_route({.url = server.url()});
  CHECK(td::client::http_get(to, "/health").ok());
  CHECK(td::client::http_get(to, "/version").body.find("tokendyno-sim-") != std::string::npos);
  auto const nothing = td::client::http_get(to, "/v1/nothing");
  CHECK(nothing.status == 404);
  CHECK(nothing.body == R"({"detail":"Not Found"})");
  CHECK(td::client::http_get(to, "/v1/chat/completions").status == 405);
  auto const metrics = td::client::http_get(to, "/metrics");
  CHECK(metrics.content_type.find("text/plain") == 0);
  for (char const* const name :
       {"vllm:num_requests_running", "vllm:num_requests_waiting", "vllm:kv_cache_usage_perc",
        "vllm:num_preemptions_total", "vllm:prompt_tokens_total", "vllm:generation_tokens_total",
        "vllm:time_to_first_token_seconds_bucket", "vllm:inter_token_latency_seconds_sum",
        "vllm:e2e_request_latency_seconds_count", "vllm:request_success_total", "vllm:cache_config_info"}) {
    CAPTURE(name);
    CHECK(metrics.body.find(std::string{"\n"} + name + "{engine=\"0\",model_name=\"sim\"") != std::string::npos);
  }
}

TEST_CASE("a probe finds model, version and software") {
  td::serve::server server{fast()};
  auto const found = td::client::require_server({.url = server.url()});
  REQUIRE(found.models.size() == 1);
  CHECK(found.facts.model == "sim");
  CHECK(found.facts.version == std::string{"tokendyno-sim-"} + td::version);
  CHECK(found.facts.software == std::string{"tokendyno-sim/"} + td::version);
}

TEST_CASE("a server that is not there is told in one line") {
  std::string url;
  {
    url = td::serve::server{fast()}.url();
  }
  CHECK_THROWS_WITH_AS(static_cast<void>(td::client::require_server({.url = url})),
                       ("cannot reach " + url + ": Connection refused").c_str(), td::setup_error);
}

TEST_CASE("a port that is taken is refused when the server is made") {
  td::serve::server first{fast()};
  auto options = fast();
  options.port = first.port();
  CHECK_THROWS_AS(td::serve::server{options}, td::setup_error);
}

TEST_CASE("an engine with IPv6 is reached at its URL") {
  auto options = fast();
  options.address = "::1";
  td::serve::server server{options};
  CHECK(td::client::http_get(td::client::make_route({.url = server.url()}), "/health").ok());
}
