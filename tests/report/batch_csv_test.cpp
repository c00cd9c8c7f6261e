// SPDX-License-Identifier: MIT
#include <tokendyno/report/batch_csv.hpp>

#include <doctest/doctest.h>
#include <report/example_run.hpp>

namespace report = tokendyno::report;

TEST_CASE("the batch grid begins with the columns of hand-made harnesses") {
  CHECK(report::batch_csv_header() ==
        "workload,gpu,concurrency,max_new_tokens,total_time_s,throughput_tok_s,p50_latency_ms,p95_latency_ms,"
        "n_requests,completed,failed,cancelled,failed_share,p99_latency_ms,p50_latency_is_lower_bound,"
        "p95_latency_is_lower_bound,mean_tpot_ms,request_rps,input_tok_s,output_tokens,input_tokens,slo_attainment,"
        "goodput_rps,window_s,model,url,started_at\n");
}

TEST_CASE("a row of the batch grid") {
  CHECK(report::batch_csv_row("summarise", "A100", example::run()) ==
        "summarise,A100,16,128,36.25,760.25,2350,2570,"
        "200,190,10,0,0.05,3855,false,false,18.5,5.9375,148.5,24320,4750,0.94,5.875,32,"
        "qwen2.5-1.5b,http://127.0.0.1:8000/v1/chat/completions,2026-01-02T03:04:05Z\n");
}
