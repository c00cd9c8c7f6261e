// SPDX-License-Identifier: MIT
#include <tokendyno/metrics/stream_tally.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <metrics/hand_made.hpp>
#include <vector>

namespace {

namespace td = tokendyno;
using hand_made::at;
using hand_made::ms;
using td::metrics::stream_tally;

TEST_CASE("nothing counts before the window opens") {
  stream_tally tally;
  auto r = hand_made::plain();
  r.phase = td::record::phase::warmup;
  tally.add(r, std::nullopt, std::nullopt);
  CHECK(tally.output_tokens == 0);
  CHECK(tally.icl.count() == 0);
  CHECK(tally.content_reads == 0);
}

TEST_CASE("tokens count by the instant of their read, in a half-open window") {
  auto const r = hand_made::plain();  // 1 token at 210, 2 at 230, 1 at 260
  auto const tokens = [&](double from, double to) {
    stream_tally tally;
    tally.add(r, at(from), at(to));
    return tally.output_tokens;
  };
  CHECK(tokens(0, 1000) == 4);
  CHECK(tokens(210, 260) == 3);
  CHECK(tokens(211, 261) == 3);
  CHECK(tokens(0, 230) == 1);
  CHECK(tokens(300, 400) == 0);
  CHECK(tokens(0, 225) + tokens(225, 240) + tokens(240, 1000) == 4);
}

TEST_CASE("an open window takes everything from its begin on") {
  stream_tally tally;
  tally.add(hand_made::plain(), at(230), std::nullopt);
  CHECK(tally.output_tokens == 3);
}

TEST_CASE("warm-up and failed requests give tokens, but no gaps") {
  auto warm = hand_made::plain();
  warm.phase = td::record::phase::warmup;
  auto failed = hand_made::plain();
  failed.outcome = td::record::outcome::timeout_total;
  stream_tally tally;
  tally.add(warm, at(0), std::nullopt);
  tally.add(failed, at(0), std::nullopt);
  CHECK(tally.output_tokens == 8);
  CHECK(tally.icl.count() == 0);
  CHECK(tally.itl.count() == 0);
  CHECK(tally.content_reads == 0);
}

TEST_CASE("gaps of completed measured requests are pooled") {
  stream_tally tally;
  tally.add(hand_made::plain(), at(0), std::nullopt);      // gaps 20, 30; by token 10, 10, 30
  tally.add(hand_made::reasoning(), at(0), std::nullopt);  // gaps 20, 30, 40; by token 20, 15, 15, 40
  CHECK(tally.icl.count() == 5);
  CHECK(tally.icl.sum() == ms(140));
  CHECK(tally.itl.count() == 7);
  CHECK(tally.itl.sum() == ms(140));
  CHECK(tally.itl.min() == ms(10));
  CHECK(tally.content_reads == 7);
  CHECK(tally.content_events == 8);
  CHECK(tally.coalesced_reads == 1);
  CHECK(tally.coalesced_share() == doctest::Approx(1.0 / 7));
  CHECK(tally.itl_unknown == 0);
}

TEST_CASE("without counts there are gaps, but none by token, and N is spread over the content events") {
  auto const r = hand_made::reasoning_uncounted();  // N 5; events: 1 at 120, 2 at 150
  stream_tally tally;
  tally.add(r, at(0), at(130));
  CHECK(tally.output_tokens == doctest::Approx(5.0 / 3));
  CHECK(tally.icl.count() == 1);
  CHECK(tally.itl.count() == 0);
  CHECK(tally.itl_unknown == 1);
}

TEST_CASE("what counted reads leave of N goes to the reads without a count") {
  auto r = hand_made::plain();
  r.reads[1].tokens = 0;  // the first count of a stream is only a base
  stream_tally tally;
  tally.add(r, at(0), at(220));
  CHECK(tally.output_tokens == 1);
  tally.add(r, at(220), std::nullopt);
  CHECK(tally.output_tokens == 4);
}

TEST_CASE("an answer without reads gives all its tokens at its last instant") {
  auto r = hand_made::plain();
  r.streamed = false;
  r.reads.clear();
  stream_tally tally;
  tally.add(r, at(0), at(260));
  CHECK(tally.output_tokens == 0);
  tally.add(r, at(0), at(261));
  CHECK(tally.output_tokens == 4);
}

TEST_CASE("tokens are kept by second of the window") {
  auto r = hand_made::plain();
  r.reads[3].at = at(3100);
  stream_tally tally;
  tally.add(r, at(200), std::nullopt);
  CHECK(tally.tokens_per_second == std::vector<double>{3, 0, 1});
}

TEST_CASE("tallies of two shards add up to that of both") {
  stream_tally a, b, both;
  a.add(hand_made::plain(), at(0), std::nullopt);
  b.add(hand_made::reasoning(), at(-2000), std::nullopt);
  both.add(hand_made::plain(), at(0), std::nullopt);
  both.add(hand_made::reasoning(), at(-2000), std::nullopt);
  a += b;
  CHECK(a.output_tokens == both.output_tokens);
  CHECK(a.tokens_per_second == both.tokens_per_second);
  CHECK(a.icl.count() == both.icl.count());
  CHECK(a.icl.quantile(0.5) == both.icl.quantile(0.5));
  CHECK(a.itl.sum() == both.itl.sum());
  CHECK(a.content_events == both.content_events);
  CHECK(a.coalesced_reads == both.coalesced_reads);
}

}  // namespace
