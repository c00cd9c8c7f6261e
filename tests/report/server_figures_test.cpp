// SPDX-License-Identifier: MIT
#include <tokendyno/report/comparison_table.hpp>
#include <tokendyno/report/html.hpp>
#include <tokendyno/report/markdown.hpp>
#include <tokendyno/report/table.hpp>

#include <tokendyno/metrics/cross_check_notes.hpp>

#include <doctest/doctest.h>
#include <report/example_comparison.hpp>
#include <report/example_run.hpp>

#include <string>

// The server's own figures, wherever people read them.

namespace td = tokendyno;

namespace {

/// A run of one answer, of which its server counts one token more, and a first token in 130.25 ms.
td::metrics::run_result counted() {
  auto result = example::run();
  result.log = {.origin = result.log.origin};
  td::record::request_record r;
  r.sent = r.scheduled = result.log.origin;
  r.first = result.log.origin + example::ms(133);
  r.last = r.closed = result.log.origin + example::ms(153);
  r.output_tokens = 3;
  r.input_tokens = 7;
  r.tokens_from = td::record::token_source::usage;
  result.log.append(r);
  auto& theirs = result.server_growth.emplace().counters;
  theirs.generated_tokens = 4;
  theirs.prompt_tokens = 7;
  theirs.ttft = {example::ms(130.25), 1};
  theirs.itl = {example::ms(20), 1};
  result.notes = td::metrics::cross_check_notes(result);
  return result;
}

td::report::comparison compared() {
  td::report::comparison c{.baseline = "bf16", .candidate = "a|b"};
  td::report::add_cell(c, 4, 128, counted(), counted());
  return c;
}

bool holds(std::string const& text, std::string const& part) {
  CAPTURE(text);
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("the table of a run ends with them, and has no such part without them") {
  auto const text = td::report::table_text(counted());
  CHECK(holds(text,
              "server's own figures, over the whole run\n"
              "figure           ours  theirs  difference  may differ by  their source"));
  CHECK(holds(text, "\noutput_tokens       3       4          -1              0      /metrics"));
  CHECK(holds(text, " disagrees\n"));
  CHECK(holds(text, "\nmean_ttft_ms   133.00  130.25       +2.75           8.51      /metrics"));
  CHECK(holds(text, "cannot tell: the server counted 1 gaps between tokens, we saw 2\n"));
  CHECK_FALSE(holds(td::report::table_text(example::run()), "own figures"));
}

TEST_CASE("a comparison in a terminal has a line an arm, with what does not agree") {
  auto const text = td::report::comparison_text(compared());
  CHECK(holds(text,
              "\nServers' own figures, over the whole runs\n"
              "concurrency 4, max tokens 128, bf16: 2 of 4 agree; output_tokens 3 against 4 (/metrics) disagrees; "
              "mean_itl_ms 10.00 against 20.00 (/metrics) cannot tell: the server counted 1 gaps between tokens, we "
              "saw 2\n"
              "concurrency 4, max tokens 128, a|b: 2 of 4 agree"));
  CHECK_FALSE(holds(text, "Over the whole run the server counted"));  // it stands there already
  CHECK_FALSE(holds(td::report::comparison_text(example::comparison()), "own figures"));
}

TEST_CASE("Markdown and HTML have a table of them") {
  auto const markdown = td::report::markdown(compared());
  CHECK(holds(markdown,
              "### Servers' own figures, over the whole runs\n\n"
              "| concurrency | max tokens | arm | figure | ours | theirs | difference | may differ by | their source | "
              "verdict |\n|---:|---:|---:|---:|---:|---:|---:|---:|---:|---|\n"
              "| 4 | 128 | bf16 | output\\_tokens | 3 | 4 | -1 | 0 | /metrics | disagrees |\n"));
  CHECK(
      holds(markdown, "| 4 | 128 | a\\|b | mean\\_ttft\\_ms | 133.00 | 130.25 | +2.75 | 8.51 | /metrics | agrees |\n"));
  CHECK_FALSE(holds(td::report::markdown(example::comparison()), "own figures"));
  auto const html = td::report::html(compared());
  CHECK(holds(html, "<h2>Servers' own figures, over the whole runs</h2>"));
  CHECK(holds(html, "<td>output_tokens</td><td>3</td><td>4</td><td>-1</td><td>0</td><td>/metrics</td>"));
  CHECK_FALSE(holds(td::report::html(example::comparison()), "own figures"));
}
