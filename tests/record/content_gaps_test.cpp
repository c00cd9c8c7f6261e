// SPDX-License-Identifier: MIT
#include <tokendyno/record/content_gaps.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <vector>

namespace {

namespace td = tokendyno;
using namespace std::chrono_literals;
using td::record::stream_read;

stream_read content(td::duration at, std::uint16_t events = 1) {
  return {.at = td::time_point{at}, .events = events, .choices = events, .text = events};
}

TEST_CASE("gaps lie between content reads only") {
  std::vector<stream_read> const reads{{.at = td::time_point{1ms}, .events = 1, .choices = 1},
                                       content(10ms),
                                       {.at = td::time_point{15ms}, .events = 1},
                                       content(30ms, 2),
                                       content(35ms),
                                       {.at = td::time_point{90ms}, .events = 1}};
  std::vector<td::duration> gaps;
  std::vector<unsigned> events;
  td::record::for_each_content_gap(reads, [&](td::duration gap, stream_read const& read) {
    gaps.push_back(gap);
    events.push_back(read.content());
  });
  CHECK(gaps == std::vector<td::duration>{20ms, 5ms});
  CHECK(events == std::vector<unsigned>{2, 1});
  CHECK(*td::record::max_content_gap(reads) == 20ms);
}

TEST_CASE("fewer than two content reads have no gap") {
  CHECK_FALSE(td::record::max_content_gap({}));
  CHECK_FALSE(td::record::max_content_gap(std::vector<stream_read>{content(10ms, 4)}));
}

}  // namespace
