// SPDX-License-Identifier: MIT
#include <tokendyno/http/response_parser.hpp>

#include <doctest/doctest.h>
#include <support/capture.hpp>
#include <support/collector.hpp>
#include <support/pages.hpp>
#include <support/pieces.hpp>

#include <span>
#include <string>

using namespace tokendyno;

TEST_CASE("plain answers of real servers, cut everywhere") {
  for (auto const& e : support::pages) {
    CAPTURE(e.file);
    auto const bytes = support::capture(e.file);
    std::string whole;
    support::for_every_cut(bytes, 1, [&](auto const& cuts) {
      http::response_parser p;
      support::collector seen;
      auto status = http::message_status::more;
      support::feed_cut(bytes, cuts, [&](std::span<char const> piece) { status = p.feed(piece, seen).status; });
      REQUIRE(status == http::message_status::complete);
      REQUIRE(p.head().status == e.status);
      REQUIRE(p.head().content_type == e.content_type);
      REQUIRE(p.head().server == e.server);
      REQUIRE(p.keep_alive() == e.keep_alive);
      REQUIRE(seen.body.substr(0, e.body_begin.size()) == e.body_begin);
      if (whole.empty()) whole = seen.body;
      REQUIRE(seen.body == whole);
    });
  }
}
