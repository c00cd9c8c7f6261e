// SPDX-License-Identifier: MIT
#include <tokendyno/program/seed.hpp>

#include <doctest/doctest.h>

#include <set>

TEST_CASE("seeds are new each time and use all 32 bits") {
  std::set<std::uint32_t> seen;
  std::uint32_t set = 0;
  std::uint32_t clear = 0;
  for (int i = 0; i < 100; ++i) {
    auto const seed = tokendyno::program::new_seed();
    seen.insert(seed);
    set |= seed;
    clear |= ~seed;
  }
  CHECK(seen.size() >= 99);
  CHECK(set == 0xffffffffU);
  CHECK(clear == 0xffffffffU);
}
