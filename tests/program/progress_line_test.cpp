// SPDX-License-Identifier: MIT
#include <tokendyno/program/progress_line.hpp>

#include <doctest/doctest.h>

#include <chrono>

namespace td = tokendyno;
using namespace std::chrono_literals;

TEST_CASE("progress says requests, tokens per second, p95 so far and the time left") {
  CHECK(td::program::progress_text({.elapsed = 3s}) == "warming up, 3 s");
  CHECK(td::program::progress_text({.warming_up = false,
                                    .done = 120,
                                    .total = 512,
                                    .tokens_per_second = 788.12,
                                    .p95_e2e = 2610ms,
                                    .left = 12s}) == "120/512 requests, 788.1 tok/s, p95 2.61 s, 12 s left");
  CHECK(td::program::progress_text({.warming_up = false, .done = 3, .failed = 2}) == "3 requests, 0.0 tok/s, 2 failed");
}
