// SPDX-License-Identifier: MIT
// The smallest measurement: twenty requests a second for a minute, and a table of what users would feel.
#include <tokendyno/tokendyno.hpp>

#include <iostream>
using namespace std::chrono_literals;
namespace td = tokendyno;

int main() {
  auto const result = td::run({
      .target = {.url = "http://127.0.0.1:8000/v1/chat/completions", .model = "llama-3-8b"},
      .workload = td::workload::synthetic({.input_tokens = 512, .output_tokens = 128}),
      .load = td::load::open_loop(td::load::poisson{20.0}),  // requests per second
      .stop = {.after = 60s},
      .slo = {.ttft = 500ms, .tpot = 40ms},
  });
  std::cout << td::report::table{result};
}
