// SPDX-License-Identifier: MIT
#include <tokendyno/report/html.hpp>

#include <doctest/doctest.h>
#include <report/example_comparison.hpp>
#include <support/contains.hpp>

#include <cstddef>
#include <string>

using support::contains;

namespace td = tokendyno;

namespace {

std::size_t occurrences(std::string const& text, std::string const& part) {
  std::size_t n = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++n;
  return n;
}

}  // namespace

TEST_CASE("text is escaped") {
  CHECK(td::report::html_text("<a href=\"x\" onclick='y'>&") ==
        "&lt;a href=&quot;x&quot; onclick=&#39;y&#39;&gt;&amp;");
  CHECK(td::report::html_text("≥ 1\n\x01\xFF") == "≥ 1\n\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST_CASE("the page has the table, two charts a length, and the notes") {
  auto const page = td::report::html(example::comparison());
  CHECK(page.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
  CHECK(contains(page, "<h1>Qwen2.5-1.5B on RTX 2000 Ada</h1>"));
  CHECK(contains(page, "<tr><td>16</td><td>128</td><td>800 → 1376 (+72 %)</td>"));
  CHECK(contains(page, "<td>AWQ 1.72x tok/s, p95 E2E -41 %</td></tr>"));
  CHECK(occurrences(page, "<svg ") == 2);
  CHECK(occurrences(page, "<polyline ") == 4);
  CHECK(occurrences(page, "<circle ") == 8);
  CHECK(contains(page, "AWQ at 16: 1376"));
  CHECK(contains(page, "BF16 at 16: 2570"));
  CHECK(contains(page, "<li>One run per cell.</li>"));
  CHECK(page.ends_with("</html>\n"));
}

TEST_CASE("another length has its own charts, an undefined point is left out") {
  auto c = example::comparison();
  c.cells.push_back({16, 256, example::arm(800, 50, 4970, 19), example::arm(1376, 55, 3016, 11)});
  c.cells.back().candidate.e2e_p95.reset();
  auto const page = td::report::html(c);
  CHECK(occurrences(page, "<svg ") == 4);
  CHECK(occurrences(page, "<circle ") == 11);
  CHECK(contains(page, "<h2>256 tokens at most</h2>"));
}

TEST_CASE("the page needs nothing from elsewhere") {
  auto const page = td::report::html(example::comparison());
  CHECK_FALSE(contains(page, "http"));
  CHECK_FALSE(contains(page, "<script"));
  CHECK_FALSE(contains(page, "<link"));
  CHECK_FALSE(contains(page, "url("));
  CHECK_FALSE(contains(page, "@import"));
  CHECK(contains(page, "prefers-color-scheme: dark"));
}

TEST_CASE("nobody's words become markup") {
  auto c = example::comparison();
  c.title = "</title><script>alert(1)</script>";
  c.baseline = "\"><img src=x onerror=alert(1)>";
  c.candidate = "<i>";
  c.notes = {"</li><script>"};
  auto const page = td::report::html(c);
  CHECK_FALSE(contains(page, "<script"));
  CHECK_FALSE(contains(page, "<img"));
  CHECK_FALSE(contains(page, "<i>"));
}

TEST_CASE("a comparison without cells is still a page") {
  auto const page = td::report::html({});
  CHECK(contains(page, "<h1>baseline against candidate</h1>"));
  CHECK_FALSE(contains(page, "<svg"));
}
