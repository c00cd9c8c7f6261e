// SPDX-License-Identifier: MIT
#include <tokendyno/metrics/client_queue.hpp>
#include <tokendyno/metrics/close_lag.hpp>
#include <tokendyno/metrics/e2e.hpp>
#include <tokendyno/metrics/e2e_scheduled.hpp>
#include <tokendyno/metrics/icl.hpp>
#include <tokendyno/metrics/itl.hpp>
#include <tokendyno/metrics/max_gap.hpp>
#include <tokendyno/metrics/one_read.hpp>
#include <tokendyno/metrics/request_tokens_per_second.hpp>
#include <tokendyno/metrics/tokens_per_event.hpp>
#include <tokendyno/metrics/tokens_per_read.hpp>
#include <tokendyno/metrics/tpot.hpp>
#include <tokendyno/metrics/tpot_adjusted.hpp>
#include <tokendyno/metrics/ttfa.hpp>
#include <tokendyno/metrics/ttft.hpp>
#include <tokendyno/metrics/ttft_scheduled.hpp>
#include <tokendyno/metrics/user_tokens_per_second.hpp>

#include <doctest/doctest.h>

#include <metrics/hand_made.hpp>
#include <vector>

namespace {

namespace td = tokendyno;
namespace m = tokendyno::metrics;
using hand_made::at;
using hand_made::ms;
using gaps = std::vector<td::duration>;

TEST_CASE("the plain golden transcript gives the figures of the reference") {
  auto const r = hand_made::plain();
  CHECK(*m::ttft(r) == ms(210));
  CHECK(*m::ttft_scheduled(r) == ms(215));
  CHECK(*m::ttfa(r) == ms(210));
  CHECK(*m::e2e(r) == ms(260));
  CHECK(*m::e2e_scheduled(r) == ms(265));
  CHECK(*m::close_lag(r) == ms(4));
  CHECK(*m::client_queue(r) == ms(5));
  CHECK(m::icl(r) == gaps{ms(20), ms(30)});
  CHECK(m::itl(r) == gaps{ms(10), ms(10), ms(30)});
  CHECK(*m::max_gap(r) == ms(30));
  CHECK(m::tpot(r)->count() == 16'666'666);
  CHECK(m::tpot_adjusted(r)->count() == 16'666'666);
  CHECK(*m::tokens_per_event(r) == doctest::Approx(1.333).epsilon(0.0005));
  CHECK(*m::tokens_per_read(r) == doctest::Approx(1.333).epsilon(0.0005));
  CHECK(*m::user_tokens_per_second(r) == doctest::Approx(60.0).epsilon(1e-9));
  CHECK(*m::request_tokens_per_second(r) == doctest::Approx(15.385).epsilon(0.00005));
  CHECK_FALSE(m::one_read(r));
}

TEST_CASE("the transcript with reasoning and empty tokens gives the figures of the reference") {
  auto const r = hand_made::reasoning();
  CHECK(*m::ttft(r) == ms(100));
  CHECK(*m::ttfa(r) == ms(150));
  CHECK(*m::e2e(r) == ms(190));
  CHECK(*m::close_lag(r) == ms(2));
  CHECK(m::icl(r) == gaps{ms(20), ms(30), ms(40)});
  CHECK(m::itl(r) == gaps{ms(20), ms(15), ms(15), ms(40)});
  CHECK(*m::max_gap(r) == ms(40));
  CHECK(*m::tpot(r) == ms(22.5));
  CHECK(*m::tpot_adjusted(r) == ms(22.5));
  CHECK(*m::tokens_per_event(r) == 1.0);
  CHECK(*m::tokens_per_read(r) == 1.25);
}

TEST_CASE("the same stream without counts shows fewer tokens") {
  auto const r = hand_made::reasoning_uncounted();
  CHECK(*m::ttft(r) == ms(120));
  CHECK(*m::ttfa(r) == ms(150));
  CHECK(*m::e2e(r) == ms(150));
  CHECK(m::icl(r) == gaps{ms(30)});
  CHECK_FALSE(m::itl_known(r));
  CHECK(m::itl(r).empty());
  CHECK(*m::tpot(r) == ms(7.5));
  CHECK_FALSE(m::tpot_adjusted(r));
  CHECK(*m::tokens_per_event(r) == doctest::Approx(1.667).epsilon(0.0005));
  CHECK(*m::tokens_per_read(r) == 2.5);
}

TEST_CASE("the mean of the token gaps is the adjusted TPOT") {
  for (auto const& r : {hand_made::plain(), hand_made::reasoning()}) {
    auto const tokens = m::itl(r);
    td::duration sum{};
    for (auto const gap : tokens) sum += gap;
    CHECK(tokens.size() == r.output_tokens - r.first_read_tokens);
    CHECK(sum / static_cast<std::int64_t>(tokens.size()) == *m::tpot_adjusted(r));
  }
}

TEST_CASE("one token has no TPOT, and end to end is its first token") {
  auto r = hand_made::plain();
  r.output_tokens = r.content_events = r.content_reads = 1;
  r.last = r.first;
  r.reads = {{.at = at(210), .events = 1, .choices = 1, .text = 1, .tokens = 1}};
  CHECK_FALSE(m::tpot(r));
  CHECK_FALSE(m::tpot_adjusted(r));
  CHECK_FALSE(m::user_tokens_per_second(r));
  CHECK_FALSE(m::max_gap(r));
  CHECK(m::icl(r).empty());
  CHECK(m::itl(r).empty());
  CHECK_FALSE(m::one_read(r));
  CHECK(*m::e2e(r) == *m::ttft(r));
}

TEST_CASE("tokens that all come in one read have no TPOT, not a TPOT of 0") {
  auto r = hand_made::plain();
  r.last = r.first;
  r.content_events = 4;
  r.content_reads = 1;
  r.first_read_tokens = 4;
  r.reads = {{.at = at(210), .events = 4, .choices = 4, .text = 4, .tokens = 4}};
  CHECK(m::one_read(r));
  CHECK_FALSE(m::tpot(r));
  CHECK_FALSE(m::tpot_adjusted(r));
  CHECK_FALSE(m::user_tokens_per_second(r));
  CHECK_FALSE(m::max_gap(r));
  CHECK(*m::ttft(r) == ms(210));
  CHECK(*m::e2e(r) == ms(210));
}

TEST_CASE("an answer that was not streamed has no first token") {
  auto r = hand_made::plain();
  r.streamed = false;
  CHECK_FALSE(m::ttft(r));
  CHECK_FALSE(m::ttft_scheduled(r));
  CHECK_FALSE(m::ttfa(r));
  CHECK_FALSE(m::tpot(r));
  CHECK_FALSE(m::tokens_per_event(r));
  CHECK(*m::e2e(r) == ms(260));
  CHECK(*m::request_tokens_per_second(r) == doctest::Approx(15.385).epsilon(0.00005));
}

TEST_CASE("without a token nothing is known") {
  td::record::request_record r;
  r.scheduled = at(0);
  CHECK_FALSE(m::ttft(r));
  CHECK_FALSE(m::ttfa(r));
  CHECK_FALSE(m::e2e(r));
  CHECK_FALSE(m::e2e_scheduled(r));
  CHECK_FALSE(m::close_lag(r));
  CHECK_FALSE(m::client_queue(r));
  CHECK_FALSE(m::tpot(r));
  CHECK_FALSE(m::tokens_per_event(r));
  CHECK_FALSE(m::tokens_per_read(r));
  CHECK_FALSE(m::request_tokens_per_second(r));
}

TEST_CASE("an answer that is all thought has no answer token") {
  auto r = hand_made::reasoning();
  r.answer.reset();
  CHECK_FALSE(m::ttfa(r));
  CHECK(*m::ttft(r) == ms(100));
}

}  // namespace
