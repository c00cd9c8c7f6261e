// SPDX-License-Identifier: MIT
#include <tokendyno/metrics/client_queue.hpp>
#include <tokendyno/metrics/close_lag.hpp>
#include <tokendyno/metrics/compat.hpp>
#include <tokendyno/metrics/e2e.hpp>
#include <tokendyno/metrics/e2e_scheduled.hpp>
#include <tokendyno/metrics/icl.hpp>
#include <tokendyno/metrics/itl.hpp>
#include <tokendyno/metrics/tokens_per_event.hpp>
#include <tokendyno/metrics/tokens_per_read.hpp>
#include <tokendyno/metrics/tpot.hpp>
#include <tokendyno/metrics/tpot_adjusted.hpp>
#include <tokendyno/metrics/ttfa.hpp>
#include <tokendyno/metrics/ttft.hpp>
#include <tokendyno/metrics/ttft_scheduled.hpp>

#include <doctest/doctest.h>

#include <metrics/hand_made.hpp>
#include <support/transcripts.hpp>

namespace {

namespace m = tokendyno::metrics;
using tokendyno::record::request_record;

// The figures of the hand-made records are checked against the reference in tests/metrics.
void check_same_figures(request_record const& read, request_record const& made) {
  CHECK(m::ttft(read) == m::ttft(made));
  CHECK(m::ttft_scheduled(read) == m::ttft_scheduled(made));
  CHECK(m::ttfa(read) == m::ttfa(made));
  CHECK(m::e2e(read) == m::e2e(made));
  CHECK(m::e2e_scheduled(read) == m::e2e_scheduled(made));
  CHECK(m::close_lag(read) == m::close_lag(made));
  CHECK(m::client_queue(read) == m::client_queue(made));
  CHECK(m::tpot(read) == m::tpot(made));
  CHECK(m::tpot_adjusted(read) == m::tpot_adjusted(made));
  CHECK(m::icl(read) == m::icl(made));
  CHECK(m::itl(read) == m::itl(made));
  CHECK(m::tokens_per_event(read) == m::tokens_per_event(made));
  CHECK(m::tokens_per_read(read) == m::tokens_per_read(made));
  for (auto const p : m::compat::profiles) {
    CAPTURE(m::compat::name(p));
    CHECK(m::compat::figures(p, read) == m::compat::figures(p, made));
  }
}

TEST_CASE("bytes of the golden transcripts give the figures of the reference, for us and for each tool") {
  check_same_figures(support::plain_transcript(), hand_made::plain());
  check_same_figures(support::reasoning_transcript(), hand_made::reasoning());
  check_same_figures(support::reasoning_transcript(false), hand_made::reasoning_uncounted());
}

}  // namespace
