// SPDX-License-Identifier: MIT
#include <tokendyno/metrics/window.hpp>

#include <doctest/doctest.h>

#include <chrono>

namespace {

namespace td = tokendyno;
using namespace std::chrono_literals;
using td::metrics::window;

constexpr td::time_point at(td::duration d) { return td::time_point{d}; }

TEST_CASE("a window holds its begin and not its end") {
  window const w{.begin = at(10s), .end = at(20s)};
  CHECK(w.contains(at(10s)));
  CHECK(w.contains(at(20s - 1ns)));
  CHECK_FALSE(w.contains(at(20s)));
  CHECK_FALSE(w.contains(at(10s - 1ns)));
  CHECK(w.length() == 10s);
}

TEST_CASE("the whole run holds its last instant too") {
  window const w{.begin = at(10s), .end = at(20s), .whole_run = true};
  CHECK(w.contains(at(20s)));
  CHECK_FALSE(w.contains(at(20s + 1ns)));
  CHECK_FALSE(w.contains(at(9s)));
}

TEST_CASE("overlaps are cut at both edges") {
  window const w{.begin = at(10s), .end = at(20s)};
  CHECK(w.overlap(at(12s), at(15s)) == 3s);
  CHECK(w.overlap(at(5s), at(12s)) == 2s);
  CHECK(w.overlap(at(18s), at(50s)) == 2s);
  CHECK(w.overlap(at(5s), at(50s)) == 10s);
  CHECK(w.overlap(at(1s), at(9s)) == 0s);
  CHECK(w.overlap(at(21s), at(29s)) == 0s);
}

TEST_CASE("a window that never opened has no length") { CHECK(window{}.length() == 0s); }

}  // namespace
