// SPDX-License-Identifier: MIT
#include <tokendyno/sse/parser.hpp>

#include <doctest/doctest.h>
#include <support/allocations.hpp>
#include <support/pieces.hpp>

#include <string_view>

TEST_CASE("nothing is allocated per event once the buffers have grown") {
  using tokendyno::sse::event;
  std::string_view const whole = "data: 0123456789 0123456789 0123456789 0123456789 0123456789\n\n";
  support::padded_piece const pieces[] = {
      support::padded_piece{whole}, support::padded_piece{whole.substr(0, 20)}, support::padded_piece{whole.substr(20)},
      support::padded_piece{"data: a\ndata: b\n\ndata: c\n"}, support::padded_piece{"\n"}};
  tokendyno::sse::parser p;
  int seen = 0;
  auto const feed_all = [&] {
    for (auto const& piece : pieces) p.feed(piece.span(), [&seen](event const&) { ++seen; });
  };
  for (int i = 0; i < 4; ++i) feed_all();
  auto const before = support::allocations;
  CHECK(before > 0);
  for (int i = 0; i < 100; ++i) feed_all();
  CHECK(support::allocations == before);
  CHECK(seen == 104 * 4);
}
