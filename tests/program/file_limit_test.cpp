// SPDX-License-Identifier: MIT
#include <tokendyno/program/file_limit.hpp>

#include <doctest/doctest.h>

TEST_CASE("a process may open as many files as the system grants it") {
  rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_NOFILE, &before) == 0);
  rlimit low = before;
  low.rlim_cur = 64;
  REQUIRE(::setrlimit(RLIMIT_NOFILE, &low) == 0);
  tokendyno::program::raise_file_limit();
  rlimit after{};
  REQUIRE(::getrlimit(RLIMIT_NOFILE, &after) == 0);
  CHECK(after.rlim_cur == before.rlim_max);
  CHECK(after.rlim_max == before.rlim_max);
  ::setrlimit(RLIMIT_NOFILE, &before);
}
