// SPDX-License-Identifier: MIT
#include <tokendyno/run/compare.hpp>

#include <tokendyno/serve/server.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace td = tokendyno;
using namespace std::chrono_literals;

namespace {
td::serve::server_options engine(char const* scheme) {
  td::serve::server_options options{.profile = td::sim::find_profile(std::string{"rtx2000ada/qwen2.5-1.5b/"} + scheme),
                                    .model = "sim"};
  options.profile.speed = 20;
  return options;
}

td::compare_options small(td::serve::server const& bf16, td::serve::server const& awq) {
  return {.baseline = {"bf16", {.url = bf16.url()}},
          .candidate = {"awq", {.url = awq.url()}},
          .concurrency = {1, 4},
          .max_tokens = {16},
          .requests_at_least = 10,
          .stagger = 5ms};
}
}  // namespace

TEST_CASE("arms take turns in the order A B B A, and ask the same prompts") {
  td::serve::server bf16{engine("bf16")};
  td::serve::server awq{engine("awq")};
  auto options = small(bf16, awq);
  std::vector<std::string> order;
  options.on_block = [&](std::string const& name, std::uint32_t, std::uint32_t) { order.push_back(name); };
  std::vector<std::size_t> blocks_at_cell;
  options.on_cell = [&](std::vector<td::compared_cell> const& so_far) {
    blocks_at_cell.push_back(order.size());
    CHECK(so_far.size() == blocks_at_cell.size());
    CHECK(so_far.back().candidate.summary.measured.completed() > 0);
  };
  auto const cells = td::compare(options);

  CHECK(blocks_at_cell == std::vector<std::size_t>{4, 8});
  CHECK(order == std::vector<std::string>{"bf16", "awq", "awq", "bf16", "bf16", "awq", "awq", "bf16"});
  REQUIRE(cells.size() == 2);
  std::map<std::uint64_t, int> everywhere;
  for (auto const& cell : cells) {
    CHECK(cell.max_tokens == 16);
    std::map<std::uint64_t, int> asked;
    for (auto const* const side : {&cell.baseline, &cell.candidate}) {
      CHECK(side->summary.measured.completed() == std::max<std::uint64_t>(10, 4 * std::uint64_t{cell.concurrency}));
      CHECK(side->summary.conserved());
      for (auto const index : side->log.index) ++asked[index];
    }
    CHECK(cell.baseline.log.size() == cell.candidate.log.size());
    for (auto const& [index, times] : asked) {
      CHECK(times == 2);  // once by each arm
      ++everywhere[index];
    }
  }
  for (auto const& [index, cells_with_it] : everywhere) CHECK(cells_with_it == 1);
  CHECK(cells[1].concurrency == 4);
}

TEST_CASE("a comparison ends with the first block that cannot go on") {
  td::serve::server bf16{engine("bf16")};
  td::serve::server awq{engine("awq")};
  auto options = small(bf16, awq);
  options.candidate.target.model = "nope";
  auto const cells = td::compare(options);
  REQUIRE(cells.size() == 1);
  CHECK(cells[0].baseline.summary.measured.completed() == 5);
  CHECK(cells[0].candidate.aborted == "The model `nope` does not exist. Valid aliases: sim.");

  options.concurrency.clear();
  CHECK_THROWS_WITH_AS(static_cast<void>(td::compare(options)), "compare: expected at least one concurrency",
                       td::invalid_argument);
}
