// SPDX-License-Identifier: MIT
#include <tokendyno/run/run.hpp>

#include <tokendyno/load/closed_loop.hpp>
#include <tokendyno/workload/synthetic.hpp>

#include <doctest/doctest.h>

#include "support/scripted_server.hpp"
#include "support/stream_text.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

namespace td = tokendyno;
using support::peer;

namespace {

td::metrics::run_result run(std::string const& url, std::uint64_t requests) {
  return td::run({.target = {.url = url, .model = "asked"},
                  .workload = td::workload::synthetic({.input_tokens = 4, .output_tokens = 2}),
                  .load = td::load::closed_loop{.concurrency = 1},
                  .stop = {.requests = requests}});
}

bool says(td::metrics::run_result const& result, std::string_view part) {
  return std::any_of(result.notes.begin(), result.notes.end(),
                     [&](std::string const& note) { return note.find(part) != std::string::npos; });
}

}  // namespace

TEST_CASE("what servers send 1: a run learns that the server closes connections, loses nothing and says so") {
  support::scripted_server server{[](peer& client, int) {
    client.read_request();
    client.send(support::two_tokens);
  }};
  auto const result = run(server.url(), 20);
  CHECK(result.summary.run.failed() == 0);
  CHECK(result.summary.measured.completed() == 20);
  CHECK(result.summary.reconnects == 1);
  CHECK(result.summary.connect.n >= 19);
  CHECK(says(result, "1 reconnect, a new connection per request since"));
}

TEST_CASE("what servers send 2: an error of the set-up in the very first stream ends the run in the server's words") {
  support::scripted_server server{[](peer& client, int) {
    while (!client.read_request().empty())
      client.send(support::stream_head +
                  support::chunk("data: {\"error\":{\"message\":\"too long\",\"code\":400}}\n\n") +
                  support::chunk("data: [DONE]\n\n") + "0\r\n\r\n");
  }};
  auto const result = run(server.url(), 20);
  CHECK(result.aborted == "too long");
}

TEST_CASE("what servers send 10: a run tells that another model answered, and which engine it was") {
  support::scripted_server server{[](peer& client, int) {
    std::string const answer =
        "HTTP/1.1 200 OK\r\nServer: llama.cpp\r\nContent-Type: text/event-stream\r\n"
        "Transfer-Encoding: chunked\r\n\r\n" +
        support::chunk(
            "data: {\"model\":\"mine\",\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}"
            "]}\n\n") +
        support::chunk("data: [DONE]\n\n") + "0\r\n\r\n";
    while (!client.read_request().empty()) client.send(answer);
  }};
  auto const result = run(server.url(), 4);
  CHECK(result.server.answered_model == "mine");
  CHECK(result.server.engine == "llama-server");
  CHECK(says(result, "Asked for the model \"asked\", answered by \"mine\"."));
  CHECK_FALSE(result.limits.empty());
}
