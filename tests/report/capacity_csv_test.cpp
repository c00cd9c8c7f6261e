// SPDX-License-Identifier: MIT
#include <tokendyno/report/capacity_csv.hpp>

#include <doctest/doctest.h>
#include <report/example_run.hpp>

namespace report = tokendyno::report;

TEST_CASE("the capacity table begins with the columns of hand-made harnesses") {
  CHECK(report::capacity_csv_header() ==
        "precision,conc,tok_s,p95_ms,p95_is_lower_bound,max_tokens,p95_ttft_ms,n_requests,completed,failed,cancelled,"
        "failed_share,slo_attainment,goodput_rps\n");
}

TEST_CASE("a row of the capacity table") {
  CHECK(report::capacity_csv_row("awq", example::run()) ==
        "awq,16,760.25,2570,false,128,120,200,190,10,0,0.05,0.94,5.875\n");
}
