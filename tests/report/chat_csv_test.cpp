// SPDX-License-Identifier: MIT
#include <tokendyno/report/chat_csv.hpp>

#include <doctest/doctest.h>
#include <report/example_run.hpp>

#include <algorithm>
#include <string>

namespace report = tokendyno::report;

TEST_CASE("the chat grid begins with the columns of hand-made harnesses") {
  CHECK(report::chat_csv_header() ==
        "gpu,concurrency,max_tokens,p50_ttft_ms,p95_ttft_ms,p50_e2e_ms,p95_e2e_ms,throughput_tok_s,"
        "n_requests,completed,failed,cancelled,failed_share,p99_ttft_ms,p99_e2e_ms,mean_tpot_ms,p50_tpot_ms,"
        "p95_tpot_ms,p95_max_gap_ms,p50_ttft_is_lower_bound,p95_ttft_is_lower_bound,p50_e2e_is_lower_bound,"
        "p95_e2e_is_lower_bound,request_rps,input_tok_s,output_tokens,input_tokens,slo_attainment,goodput_rps,"
        "tokens_per_event,coalesced_share,rate_rps,window_s,wall_clock_s,model,url,started_at\n");
}

TEST_CASE("a row of the chat grid") {
  CHECK(report::chat_csv_row("RTX 2000 Ada, 16 GB", example::run()) ==
        "\"RTX 2000 Ada, 16 GB\",16,128,50.5,120,2350,2570,760.25,"
        "200,190,10,0,0.05,180,3855,18.5,18.25,20,90,false,false,false,false,5.9375,148.5,24320,4750,0.94,5.875,"
        "1,0.02,,32,36.25,qwen2.5-1.5b,http://127.0.0.1:8000/v1/chat/completions,2026-01-02T03:04:05Z\n");
}

TEST_CASE("undefined figures are empty fields") {
  auto const row = report::chat_csv_row("", {});
  CHECK(row.starts_with(",,,,,,,,0,0,0,0,0,,,,,,,,,,,,,0,0,,,,0,,0,0,,,\n"));
  auto const commas = [](std::string const& line) { return std::count(line.begin(), line.end(), ','); };
  CHECK(commas(row) == commas(report::chat_csv_header()));
}

TEST_CASE("a censored quantile is flagged, and open loop counts from the schedule") {
  auto run = example::run();
  run.settings.open_loop = true;
  run.settings.concurrency = 0;
  run.settings.rate = 6.5;
  run.summary.e2e_scheduled.p95->at_least = true;
  auto const row = report::chat_csv_row("L4", run);
  CHECK(row.starts_with("L4,,128,55.5,125,2355,2575,760.25,"));
  CHECK(row.find(",false,false,false,true,") != std::string::npos);
  CHECK(row.find(",6.5,32,36.25,") != std::string::npos);
}
