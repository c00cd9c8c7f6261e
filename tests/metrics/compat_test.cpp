// SPDX-License-Identifier: MIT
#include <tokendyno/metrics/compat.hpp>

#include <doctest/doctest.h>

#include <metrics/hand_made.hpp>
#include <vector>

namespace {

namespace td = tokendyno;
namespace compat = tokendyno::metrics::compat;
using compat::profile;
using hand_made::ms;
using gaps = std::vector<td::duration>;

TEST_CASE("each tool's figures for the plain transcript are those of the reference") {
  auto const r = hand_made::plain();

  auto const vllm = compat::figures(profile::vllm, r);
  CHECK(*vllm.ttft == ms(10));
  CHECK(vllm.chunk_gaps == gaps{ms(200), ms(20), ms(30)});
  CHECK(vllm.tpot->count() == 83'333'333);
  CHECK(*vllm.e2e == ms(260));

  auto const guidellm = compat::figures(profile::guidellm, r);
  CHECK(*guidellm.ttft == ms(210));
  CHECK(guidellm.itl->count() == 16'666'666);
  CHECK(*guidellm.tpot == ms(65));
  CHECK(*guidellm.e2e == ms(263));

  auto const aiperf = compat::figures(profile::aiperf, r);
  CHECK(*aiperf.ttft == ms(210));
  CHECK(aiperf.chunk_gaps == gaps{ms(20), ms(30)});
  CHECK(aiperf.itl->count() == 16'666'666);
  CHECK(*aiperf.e2e == ms(260));

  auto const llmperf = compat::figures(profile::llmperf, r);
  CHECK(*llmperf.ttft == ms(210));
  CHECK(*llmperf.itl == ms(65));
  CHECK(*llmperf.e2e == ms(264));

  auto const mlperf = compat::figures(profile::mlperf, r);
  CHECK(*mlperf.ttft == ms(215));
  CHECK(mlperf.tpot->count() == 16'666'666);
  CHECK(*mlperf.e2e == ms(265));
}

void check_reasoning_of_other_tools(td::record::request_record const& r) {
  auto const vllm = compat::figures(profile::vllm, r);
  CHECK(*vllm.ttft == ms(5));
  CHECK(vllm.chunk_gaps == gaps{ms(95), ms(20), ms(30), ms(0), ms(40)});
  CHECK(*vllm.tpot == ms(46.25));
  CHECK(*vllm.e2e == ms(190));

  auto const guidellm = compat::figures(profile::guidellm, r);
  CHECK(*guidellm.ttft == ms(120));
  CHECK(*guidellm.ttfot == ms(150));
  CHECK(*guidellm.itl == ms(7.5));
  CHECK(*guidellm.tpot == ms(30));
  CHECK(*guidellm.e2e == ms(192));

  auto const aiperf = compat::figures(profile::aiperf, r);
  CHECK(*aiperf.ttft == ms(120));
  CHECK(aiperf.chunk_gaps == gaps{ms(30), ms(0)});
  CHECK(*aiperf.itl == ms(7.5));
  CHECK(*aiperf.e2e == ms(150));

  auto const llmperf = compat::figures(profile::llmperf, r);
  CHECK(*llmperf.ttft == ms(150));
  CHECK(*llmperf.itl == ms(25));
  CHECK(*llmperf.e2e == ms(192));
}

TEST_CASE("each tool's figures for the transcript with reasoning are those of the reference") {
  auto const r = hand_made::reasoning();
  check_reasoning_of_other_tools(r);
  auto const mlperf = compat::figures(profile::mlperf, r);
  CHECK(*mlperf.ttft == ms(100));
  CHECK(*mlperf.tpot == ms(22.5));
  CHECK(*mlperf.e2e == ms(190));
}

TEST_CASE("the tools that read no counts report the same without them") {
  check_reasoning_of_other_tools(hand_made::reasoning_uncounted());
}

TEST_CASE("the tools' clocks include connecting, that of mlperf the wait for a slot") {
  auto r = hand_made::plain();
  r.connect = ms(2);
  CHECK(*compat::figures(profile::vllm, r).ttft == ms(12));
  CHECK(*compat::figures(profile::guidellm, r).tpot == ms(65.5));
  CHECK(*compat::figures(profile::aiperf, r).e2e == ms(262));
  CHECK(*compat::figures(profile::llmperf, r).itl == ms(65.5));
  CHECK(*compat::figures(profile::mlperf, r).ttft == ms(215));
}

TEST_CASE("a stream without [DONE] ends for guidellm with the body") {
  auto r = hand_made::plain();
  r.done.reset();
  CHECK(*compat::figures(profile::guidellm, r).e2e == ms(264));
}

TEST_CASE("a tool call is a token for guidellm, not for aiperf and llmperf") {
  auto r = hand_made::plain();
  for (auto& read : r.reads) read.tool = read.text, read.text = 0;
  CHECK(*compat::figures(profile::guidellm, r).ttft == ms(210));
  CHECK_FALSE(compat::figures(profile::aiperf, r).ttft);
  CHECK_FALSE(compat::figures(profile::llmperf, r).ttft);
}

TEST_CASE("no tool has a TPOT without its first token for one output token") {
  auto r = hand_made::plain();
  r.output_tokens = 1;
  CHECK_FALSE(compat::figures(profile::vllm, r).tpot);
  CHECK_FALSE(compat::figures(profile::guidellm, r).itl);
  CHECK_FALSE(compat::figures(profile::aiperf, r).itl);
  CHECK_FALSE(compat::figures(profile::mlperf, r).tpot);
}

TEST_CASE("a record without reads has no chunk figures") {
  td::record::request_record r;
  for (auto const p : compat::profiles) {
    CHECK_FALSE(compat::figures(p, r).ttft);
    CHECK(compat::figures(p, r).chunk_gaps.empty());
  }
}

TEST_CASE("each tool has its own quantile of 1 to 100") {
  gaps samples;
  for (int i = 1; i <= 100; ++i) samples.push_back(ms(i));
  CHECK(compat::quantile(profile::vllm, samples, 0.95) == ms(95.05));
  CHECK(compat::quantile(profile::aiperf, samples, 0.95) == ms(95.05));
  CHECK(compat::quantile(profile::llmperf, samples, 0.95) == ms(95.05));
  CHECK(compat::quantile(profile::guidellm, samples, 0.95) == ms(95));
  CHECK(compat::quantile(profile::mlperf, samples, 0.95) == ms(96));
}

TEST_CASE("profiles are known by their names") {
  for (auto const p : compat::profiles) CHECK(compat::parse_profile(compat::name(p)) == p);
  CHECK_THROWS_AS(static_cast<void>(compat::parse_profile("VLLM")), td::invalid_argument);
}

}  // namespace
