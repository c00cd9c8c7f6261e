// SPDX-License-Identifier: MIT
#include <tokendyno/program/write_then_show.hpp>

#include <doctest/doctest.h>

#include <stdexcept>
#include <string>

TEST_CASE("files come before what is printed, which comes even without them") {
  std::string order;
  auto const show = [&order] { order += "show"; };
  tokendyno::program::write_then_show([&order] { order += "write "; }, show);
  CHECK(order == "write show");
  order.clear();
  auto const full = [] { throw std::runtime_error{"disk full"}; };
  CHECK_THROWS_WITH_AS(tokendyno::program::write_then_show(full, show), "disk full", std::runtime_error);
  CHECK(order == "show");
}
