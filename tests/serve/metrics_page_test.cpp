// SPDX-License-Identifier: MIT
#include <tokendyno/serve/metrics_page.hpp>

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <utility>

namespace td = tokendyno;

TEST_CASE("a page has one head for each name, its labels on every line, and cumulative buckets") {
  td::serve::metrics_page page{"m\"1"};
  page.counter("x_total", "Things.", 3, R"(reason="a")");
  page.counter("x_total", "Things.", 4, R"(reason="b")");
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
