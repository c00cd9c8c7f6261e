// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/report/comparison.hpp>
#include <tokendyno/report/detail/comparison_checks.hpp>
#include <tokendyno/report/detail/comparison_lines.hpp>
#include <tokendyno/report/detail/html_style.hpp>
#include <tokendyno/report/html_text.hpp>
#include <tokendyno/report/svg_chart.hpp>
#include <tokendyno/report/verdict.hpp>
#include <tokendyno/text/number.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tokendyno::report {

namespace detail {

inline std::string html_row(std::string_view element, std::vector<std::string> const& cells) {
  std::string const open = "<" + std::string{element} + ">";
  std::string const close = "</" + std::string{element} + ">";
  std::string row = "<tr>";
  for (auto const& cell : cells) row += open + html_text(cell) + close;
  return row + "</tr>\n";
}

inline std::string html_table(comparison const& c) {
  auto header = comparison_header();
  header.emplace_back("in words");
  std::string out = "<div class=\"scroll\"><table>\n<thead>" + html_row("th", header) + "</thead>\n<tbody>\n";
  for (auto const& cell : c.cells) {
    auto line = comparison_line(cell);
    line.push_back(verdict(c, cell));
    out += html_row("td", line);
  }
  return out + "</tbody>\n</table></div>\n";
}

inline std::string html_checks(comparison const& c) {
  auto const lines = comparison_check_lines(c);
  if (lines.empty()) return {};
  std::string out = std::string{"<h2>"} + checks_title + "</h2>\n<div class=\"scroll\"><table>\n<thead>" +
                    html_row("th", comparison_check_header()) + "</thead>\n<tbody>\n";
  for (auto const& line : lines) out += html_row("td", line);
  return out + "</tbody>\n</table></div>\n";
}

/// One line of a chart of the cells with `max_tokens`; `value` gives the point of an arm, empty where undefined.
template <typename Value>
chart_series series_of(comparison const& c, std::uint32_t max_tokens, bool baseline, Value value) {
  chart_series line{baseline ? c.baseline : c.candidate, baseline ? "baseline" : "candidate", {}};
  for (auto const& cell : c.cells) {
    if (cell.max_tokens != max_tokens || cell.concurrency == 0) continue;
    std::optional<chart_point> point = value(baseline ? cell.baseline : cell.candidate);
    if (!point) continue;
    point->x = cell.concurrency;
    line.points.push_back(*point);
  }
  std::sort(line.points.begin(), line.points.end(),
            [](chart_point const& a, chart_point const& b) { return a.x < b.x; });
  return line;
}

template <typename Value>
std::string html_chart(comparison const& c, std::uint32_t max_tokens, std::string title, std::string unit,
                       Value value) {
  return svg({std::move(title) + ", " + unit,
              "concurrency",
              std::move(unit),
              {series_of(c, max_tokens, true, value), series_of(c, max_tokens, false, value)}});
}

inline std::string html_charts(comparison const& c) {
  std::vector<std::uint32_t> lengths;
  for (auto const& cell : c.cells)
    if (cell.concurrency > 0 && std::find(lengths.begin(), lengths.end(), cell.max_tokens) == lengths.end())
      lengths.push_back(cell.max_tokens);
  std::string out;
  for (auto const length : lengths) {
    out += "<h2>" + std::string{length == 0 ? "Any length" : text::number(length) + " tokens at most"} +
           "</h2>\n<div class=\"charts\">\n";
    out +=
        html_chart(c, length, "Throughput", "output tok/s", [](arm_figures const& arm) -> std::optional<chart_point> {
          if (!arm.output_tokens_per_second) return std::nullopt;
          return chart_point{.y = *arm.output_tokens_per_second};
        });
    out += html_chart(c, length, "p95 end to end", "ms", [](arm_figures const& arm) -> std::optional<chart_point> {
      if (!arm.e2e_p95) return std::nullopt;
      return chart_point{.y = milliseconds(arm.e2e_p95->value), .at_least = arm.e2e_p95->at_least};
    });
    out += "</div>\n";
  }
  return out;
}

}  // namespace detail

/// A comparison as one HTML page that needs nothing else: no network, no script, no fonts, light or dark as the
/// reader's system is. All words are escaped, whoever they come from.
[[nodiscard]] inline std::string html(comparison const& c) {
  auto const title = html_text(c.title.empty() ? c.baseline + " against " + c.candidate : c.title);
  std::string out =
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
      title + "</title>\n<style>" + std::string{detail::html_style} + "</style>\n</head>\n<body>\n";
  out += "<h1>" + title + "</h1>\n" + detail::html_table(c) + detail::html_charts(c) + detail::html_checks(c);
  out += "<ul class=\"notes\">\n";
  for (auto const& note : detail::comparison_notes(c)) out += "<li>" + html_text(note) + "</li>\n";
  return out + "</ul>\n</body>\n</html>\n";
}

}  // namespace tokendyno::report
