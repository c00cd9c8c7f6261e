// SPDX-License-Identifier: MIT
#include <tokendyno/openai/exchange.hpp>

#include <doctest/doctest.h>
#include <support/allocations.hpp>
#include <support/transcripts.hpp>

#include <string>
#include <vector>

using namespace tokendyno;

TEST_CASE("nothing is allocated per response once the buffers have grown") {
  std::vector<support::padded_piece> pieces;
  for (auto const& read : support::plain_reads()) {
    pieces.emplace_back(std::string_view{read.bytes}.substr(0, read.bytes.size() / 2));
    pieces.emplace_back(std::string_view{read.bytes}.substr(read.bytes.size() / 2));
  }
  record::request_record r;
  openai::exchange ex;
  auto const respond = [&] {
    r.reset();
    ex.start(r, true, true);
    double ms = 0;
    for (auto const& piece : pieces) ex.feed(piece.span(), support::at(++ms));
  };
  for (int i = 0; i < 3; ++i) respond();
  auto const before = support::allocations;
  CHECK(before > 0);
  for (int i = 0; i < 50; ++i) respond();
  CHECK(support::allocations == before);
  CHECK(r.outcome == record::outcome::completed);
  CHECK(r.text == "Hello world");
}
