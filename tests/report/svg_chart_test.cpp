// SPDX-License-Identifier: MIT
#include <tokendyno/report/svg_chart.hpp>

#include <doctest/doctest.h>
#include <support/contains.hpp>

#include <string>

using support::contains;

namespace report = tokendyno::report;

namespace {

report::chart chart() {
  return {
      "Throughput", "concurrency", "tok/s", {{"BF16", "baseline", {{1, 50, false}, {4, 180, false}, {16, 400, true}}}}};
}

}  // namespace

TEST_CASE("steps of the axis are round") {
  CHECK(report::detail::round_step(100) == 100);
  CHECK(report::detail::round_step(101) == 200);
  CHECK(report::detail::round_step(0.3) == doctest::Approx(0.5));
  CHECK(report::detail::round_step(6) == 10);
}

TEST_CASE("doubling the load is the same distance everywhere") {
  auto const text = report::svg(chart());
  // x from 80 to 428: 1, 4 and 16 stand at the ends and in the middle; y from 232 (0) to 56 (400).
  CHECK(contains(text, "<polyline points=\"80.0,210.0 254.0,152.8 428.0,56.0 \"/>"));
  CHECK(contains(text, ">400</text>"));
  CHECK_FALSE(contains(text, ">500</text>"));
  CHECK(contains(text, "<title>BF16 at 4: 180</title>"));
}

TEST_CASE("a lower bound is drawn hollow and said") {
  auto const text = report::svg(chart());
  CHECK(contains(text, "<circle class=\"bound\" cx=\"428.0\" cy=\"56.0\" r=\"4\"><title>BF16 at 16: ≥ 400</title>"));
  CHECK_FALSE(contains(text, "class=\"bound\" cx=\"80.0\""));
}

TEST_CASE("a chart of one point or of none is still a chart") {
  auto one = chart();
  one.series[0].points = {{8, 0, false}};
  CHECK(contains(report::svg(one), "<polyline points=\"254.0,232.0 \"/>"));
  one.series[0].points.clear();
  auto const none = report::svg(one);
  CHECK(contains(none, "<polyline points=\"\"/>"));
  CHECK_FALSE(contains(none, "nan"));
  CHECK(none.ends_with("</svg>\n"));
}

TEST_CASE("names are escaped") {
  auto c = chart();
  c.title = "\"><script>";
  c.series[0].name = "<b>";
  auto const text = report::svg(c);
  CHECK_FALSE(contains(text, "<script>"));
  CHECK_FALSE(contains(text, "<b>"));
  CHECK(contains(text, "aria-label=\"&quot;&gt;&lt;script&gt;, tok/s\""));
}
