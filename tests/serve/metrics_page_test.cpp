// SPDX-License-Identifier: MIT
#include <tokendyno/serve/metrics_page.hpp>

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <utility>

namespace td = tokendyno;

TEST_CASE("a page has one head for each name, its labels on every line, and cumulative buckets") {
  td::serve::metrics_page page{R"(engine="0",model_name="m\"1")"};
  page.value("x_total", "Things.", "counter", 3, R"(reason="a")");
  page.value("x_total", "Things.", "counter", 4, R"(reason="b")");
  constexpr std::array bounds{0.1, 1.0};
  td::serve::bucket_counts counts{bounds};
  counts.observe(0.1);
  counts.observe(0.5);
  counts.observe(2);
  page.histogram("h", "Times.", counts);
  CHECK(std::move(page).text() ==
        "# HELP x_total Things.\n# TYPE x_total counter\n"
        "x_total{engine=\"0\",model_name=\"m\\\"1\",reason=\"a\"} 3\n"
        "x_total{engine=\"0\",model_name=\"m\\\"1\",reason=\"b\"} 4\n"
        "# HELP h Times.\n# TYPE h histogram\n"
        "h_bucket{engine=\"0\",model_name=\"m\\\"1\",le=\"0.1\"} 1\n"
        "h_bucket{engine=\"0\",model_name=\"m\\\"1\",le=\"1\"} 2\n"
        "h_bucket{engine=\"0\",model_name=\"m\\\"1\",le=\"+Inf\"} 3\n"
        "h_count{engine=\"0\",model_name=\"m\\\"1\"} 3\n"
        "h_sum{engine=\"0\",model_name=\"m\\\"1\"} 2.6\n");
}

TEST_CASE("a page without labels has no braces") {
  td::serve::metrics_page page{{}};
  page.value("x", "A thing.", "gauge", 0.5);
  page.value("y", "Another.", "gauge", 1, R"(a="b")");
  CHECK(std::move(page).text() ==
        "# HELP x A thing.\n# TYPE x gauge\nx 0.5\n"
        "# HELP y Another.\n# TYPE y gauge\ny{a=\"b\"} 1\n");
}
