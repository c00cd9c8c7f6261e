// SPDX-License-Identifier: MIT
#include <tokendyno/telemetry/exposition.hpp>

#include <doctest/doctest.h>
#include <telemetry/page.hpp>

#include <cmath>
#include <string>

namespace td = tokendyno;
using td::telemetry::parse_exposition;

namespace {

/// The one sample of a line.
td::telemetry::sample only(std::string const& line) {
  CAPTURE(line);
  auto const page = parse_exposition(line);
  CHECK(page.bad_lines == 0);
  REQUIRE(page.samples.size() == 1);
  return page.samples[0];
}

}  // namespace

TEST_CASE("a name and a value, with blanks, a time stamp or an exemplar") {
  CHECK(only("llamacpp:prompt_tokens_total 990\n").name == "llamacpp:prompt_tokens_total");
  CHECK(only("a 990").value == 990);
  CHECK(only("  a\t 1.5e+03  1395066363000\r\n").value == 1500);
  CHECK(only("a_total{x=\"1\"} 17 1520879607.789 # {trace_id=\"k\"} 0.5 1.0").value == 17);
  CHECK(only("a +Inf").value == HUGE_VAL);
  CHECK(only("a -Inf").value == -HUGE_VAL);
  CHECK(std::isnan(only("a NaN").value));
  CHECK(only("a +3").value == 3);
}

TEST_CASE("labels, with escapes, blanks and a comma at the end") {
  auto const one = only(R"(vllm:x{engine="0", model_name = "a\\b \"c\"\nd" ,le="+Inf",} 6)");
  CHECK(one.labels.size() == 3);
  CHECK(one.label("engine") == "0");
  CHECK(one.label("model_name") == "a\\b \"c\"\nd");
  CHECK(one.label("le") == "+Inf");
  CHECK(one.label("none").empty());
  CHECK(only(R"(a{s="}, # {"} 1)").label("s") == "}, # {");
  CHECK(only("a{} 1").labels.empty());
  CHECK(only("a {b=\"\"} 1").labels.size() == 1);
}

TEST_CASE("version 1.0.0: names in quotes") {
  auto const one = only(R"({"http.server.duration","le.x"="5",job="j"} 7)");
  CHECK(one.name == "http.server.duration");
  CHECK(one.label("le.x") == "5");
  CHECK(one.label("job") == "j");
}

TEST_CASE("lines that are nothing are counted, and the others read") {
  auto const page = parse_exposition(
      "# HELP a what\n# TYPE a counter\n\n#\na 1\na\na x\n1a 2\na{b=c} 3\na{b=\"c} 4\na{b=\"c\" d=\"e\"} 5\n"
      "a 1 2 3\n{} 1\n{b=\"c\"} 1\na 0x10\nb 2\n");
  REQUIRE(page.samples.size() == 2);
  CHECK(page.samples[1].name == "b");
  CHECK(page.bad_lines == 10);
}

TEST_CASE("OpenMetrics ends with its mark") {
  auto const page = parse_exposition("a 1\n# EOF\nb 2\n");
  CHECK(page.samples.size() == 1);
  CHECK(page.bad_lines == 0);
}

TEST_CASE("pages of real servers, whole and cut anywhere") {
  for (auto const* const name : {"vllm/metrics_after_load", "llama-server/metrics_after_load", "llm-d-sim/metrics",
                                 "vllm-0.24.0-h200/metrics_after"}) {
    CAPTURE(name);
    auto const text = page(name);
    auto const whole = parse_exposition(text);
    CHECK(whole.bad_lines == 0);
    CHECK(whole.samples.size() > 10);
    for (std::size_t cut = 0; cut < text.size(); cut += text.size() / 200 + 1) {
      auto const part = parse_exposition(std::string_view{text}.substr(0, cut));
      REQUIRE(part.bad_lines <= 1);
      REQUIRE(part.samples.size() <= whole.samples.size());
    }
  }
}
