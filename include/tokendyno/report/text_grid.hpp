// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/text/utf8.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace tokendyno::report {

/// Lines of cells, aligned for a fixed-width font: the first column to the left, the others to the right.
class text_grid {
 public:
  /// Adds a line.
  void add(std::vector<std::string> cells) { lines_.push_back(std::move(cells)); }

  /// The text, each line ended by a line feed, columns two blanks apart.
  [[nodiscard]] std::string text() const {
    std::vector<std::size_t> widths;
    for (auto const& line : lines_) {
      widths.resize(std::max(widths.size(), line.size()));
      for (std::size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], text::utf8_width(line[i]));
    }
    std::string out;
    for (auto const& line : lines_) {
      std::string text;
      for (std::size_t i = 0; i < line.size(); ++i) {
        std::string const padding(widths[i] - text::utf8_width(line[i]), ' ');
        text += i == 0 ? line[i] + padding : "  " + padding + line[i];
      }
      text.erase(text.find_last_not_of(' ') + 1);
      out += text + '\n';
    }
    return out;
  }

 private:
  std::vector<std::vector<std::string>> lines_;
};

}  // namespace tokendyno::report
