// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/report/comparison.hpp>
#include <tokendyno/report/detail/comparison_checks.hpp>
#include <tokendyno/report/detail/comparison_lines.hpp>
#include <tokendyno/report/detail/words.hpp>
#include <tokendyno/report/verdict.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tokendyno::report {

/// `text` as plain words in Markdown: on one line, with everything escaped that Markdown or HTML would read.
[[nodiscard]] inline std::string markdown_text(std::string_view text) {
  constexpr std::string_view special = "\\`*_{}[]<>#|~&!$";
  std::string out;
  for (char const c : detail::printable(text)) {
    if (special.find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

namespace detail {

inline std::string markdown_line(std::vector<std::string> const& cells) {
  std::string line = "|";
  for (auto const& cell : cells) line += " " + markdown_text(cell) + " |";
  return line + '\n';
}

/// The header of a table and the line under it; the last column is to the left, the others to the right.
inline std::string markdown_header(std::vector<std::string> const& header) {
  std::string text = markdown_line(header) + "|";
  for (std::size_t i = 0; i < header.size(); ++i) text += i + 1 < header.size() ? "---:|" : "---|";
  return text + '\n';
}

inline std::string markdown_checks(comparison const& c) {
  auto const lines = comparison_check_lines(c);
  if (lines.empty()) return {};
  std::string text = std::string{"### "} + checks_title + "\n\n" + markdown_header(comparison_check_header());
  for (auto const& line : lines) text += markdown_line(line);
  return text + '\n';
}

}  // namespace detail

/// A comparison in Markdown: the title as a heading, a table with a row a cell, the servers' own figures, and the
/// notes.
[[nodiscard]] inline std::string markdown(comparison const& c) {
  auto header = detail::comparison_header();
  header.emplace_back("in words");
  std::string text = c.title.empty() ? std::string{} : "## " + markdown_text(c.title) + "\n\n";
  text += detail::markdown_header(header);
  for (auto const& cell : c.cells) {
    auto line = detail::comparison_line(cell);
    line.push_back(verdict(c, cell));
    text += detail::markdown_line(line);
  }
  text += '\n' + detail::markdown_checks(c);
  for (auto const& note : detail::comparison_notes(c)) text += "- " + markdown_text(note) + '\n';
  return text;
}

}  // namespace tokendyno::report
