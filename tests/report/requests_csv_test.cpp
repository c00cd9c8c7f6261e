// SPDX-License-Identifier: MIT
#include <tokendyno/report/requests_csv.hpp>

#include <doctest/doctest.h>
#include <metrics/hand_made.hpp>

#include <string>

namespace td = tokendyno;
namespace report = tokendyno::report;

namespace {

td::record::run_log log_of_three() {
  td::record::run_log log;
  log.origin = hand_made::at(-100);
  auto first = hand_made::plain();
  first.index = 7;
  first.max_tokens = 64;
  first.connect = hand_made::ms(1.5);
  first.bytes_received = 1234;
  log.append(first);
  auto failed = hand_made::plain();
  failed.index = 8;
  failed.outcome = td::record::outcome::truncated_stream;
  failed.reused_connection = true;
  failed.error = "body ended, \"early\"";
  log.append(failed);
  td::record::request_record refused;
  refused.index = 9;
  refused.phase = td::record::phase::warmup;
  refused.outcome = td::record::outcome::connect_refused;
  refused.scheduled = hand_made::at(0);
  refused.closed = hand_made::at(0.25);
  log.append(refused);
  return log;
}

}  // namespace

TEST_CASE("the columns of the requests file") {
  CHECK(report::requests_csv_header() ==
        "index,phase,outcome,http_status,finish_reason,streamed,scheduled_ms,sent_ms,headers_ms,first_event_ms,"
        "first_ms,first_visible_ms,answer_ms,last_ms,finished_ms,done_ms,closed_ms,connect_ms,ttft_ms,"
        "ttft_scheduled_ms,ttfa_ms,e2e_ms,e2e_scheduled_ms,tpot_ms,max_gap_ms,max_tokens,input_tokens,output_tokens,"
        "tokens_from,first_read_tokens,content_events,content_reads,bytes_received,reconnects,reused_connection,"
        "no_done,data_after_done,error,server_cached_tokens,server_prompt_tokens,server_prompt_ms,"
        "server_predicted_tokens,server_predicted_ms,server_tpot_ms\n");
}

TEST_CASE("a completed request has its instants and latencies") {
  CHECK(report::requests_csv_row(log_of_three(), 0) ==
        "7,measured,completed,200,stop,true,95,100,103,110,310,310,310,360,360,363,364,1.5,210,215,210,260,265,"
        "16.666666,30,64,12,4,usage,1,3,3,1234,0,false,false,false,,,,,,,\n");
}

TEST_CASE("a failed request has its instants and no latencies") {
  CHECK(report::requests_csv_row(log_of_three(), 1) ==
        "8,measured,truncated_stream,200,stop,true,95,100,103,110,310,310,310,360,360,363,364,0,,,,,,,,,12,4,usage,1,"
        "3,3,0,0,true,false,false,\"body ended, \"\"early\"\"\",,,,,,\n");
}

TEST_CASE("a request that was never sent has hardly anything") {
  CHECK(report::requests_csv_row(log_of_three(), 2) ==
        "9,warmup,connect_refused,,none,true,100,,,,,,,,,,100.25,0,,,,,,,,,,,unknown,,0,0,0,0,false,false,false,,,,,,,"
        "\n");
}

TEST_CASE("what llama.cpp says of an answer stands at the end of its line") {
  td::record::run_log log;
  log.origin = hand_made::at(0);
  auto r = hand_made::plain();
  r.timings = {.cached_tokens = 0,
               .prompt_tokens = 27,
               .prompt = hand_made::ms(33.787),
               .predicted_tokens = 6,
               .predicted = hand_made::ms(26.965)};
  log.append(r);
  CHECK(report::requests_csv_row(log, 0).ends_with(",0,27,33.787,6,26.965,5.393\n"));
}

TEST_CASE("the file has a header and a line a row") {
  auto const log = log_of_three();
  CHECK(report::requests_csv(log) == report::requests_csv_header() + report::requests_csv_row(log, 0) +
                                         report::requests_csv_row(log, 1) + report::requests_csv_row(log, 2));
  CHECK_THROWS_AS((void)report::requests_csv_row(log, 3), td::invalid_argument);
}
