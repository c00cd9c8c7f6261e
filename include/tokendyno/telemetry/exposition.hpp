// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace tokendyno::telemetry {

/// One value on a page of metrics.
struct sample {
  std::string name{};
  std::vector<std::pair<std::string, std::string>> labels{};  ///< names and values, unescaped, as they stand
  double value = 0;                                           ///< may be infinite or not a number

  /// The value of a label; empty if there is none of that name.
  [[nodiscard]] std::string_view label(std::string_view wanted) const noexcept {
    for (auto const& [key, text] : labels) {
      if (key == wanted) return text;
    }
    return {};
  }
};

/// A page of metrics, as `/metrics` gives it.
struct exposition {
  std::vector<sample> samples{};  ///< in the order of the page
  std::uint64_t bad_lines = 0;    ///< lines that are neither a comment nor a sample; they are passed over
};

namespace detail {

/// Reads one line of a sample from the left.
class sample_line {
 public:
  explicit sample_line(std::string_view line) noexcept : rest_{line} {}

  /// The sample; empty if the line is none.
  [[nodiscard]] std::optional<sample> read() {
    sample out;
    out.name = word();
    skip_blanks();
    if (take('{') && !read_labels(out)) return std::nullopt;
    if (out.name.empty()) return std::nullopt;
    skip_blanks();
    if (!read_number(out.value)) return std::nullopt;
    skip_blanks();
    // A time stamp may follow, and in OpenMetrics an exemplar behind a `#`.
    double stamp = 0;
    if (!rest_.empty() && rest_.front() != '#' && !read_number(stamp)) return std::nullopt;
    skip_blanks();
    return rest_.empty() || rest_.front() == '#' ? std::optional{std::move(out)} : std::nullopt;
  }

 private:
  static bool in_word(char c, bool first) noexcept {
    bool const letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':';
    return letter || (!first && c >= '0' && c <= '9');
  }

  void skip_blanks() noexcept { rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t"), rest_.size())); }

  bool take(char wanted) noexcept {
    if (rest_.empty() || rest_.front() != wanted) return false;
    rest_.remove_prefix(1);
    return true;
  }

  std::string word() {
    std::size_t length = 0;
    while (length < rest_.size() && in_word(rest_[length], length == 0)) ++length;
    std::string const out{rest_.substr(0, length)};
    rest_.remove_prefix(length);
    return out;
  }

  std::optional<std::string> quoted() {
    if (!take('"')) return std::nullopt;
    std::string out;
    while (!rest_.empty()) {
      char const c = rest_.front();
      rest_.remove_prefix(1);
      if (c == '"') return out;
      if (c != '\\' || rest_.empty()) {
        out += c;
        continue;
      }
      char const escaped = rest_.front();
      rest_.remove_prefix(1);
      if (escaped != 'n' && escaped != '\\' && escaped != '"') out += '\\';
      out += escaped == 'n' ? '\n' : escaped;
    }
    return std::nullopt;
  }

  // Since version 1.0.0 names may be quoted, and that of the metric stands among the labels then.
  bool read_labels(sample& out) {
    for (;;) {
      skip_blanks();
      if (take('}')) return true;
      bool const in_quotes = !rest_.empty() && rest_.front() == '"';
      auto key = in_quotes ? quoted() : std::optional{word()};
      if (!key || key->empty()) return false;
      skip_blanks();
      if (take('=')) {
        skip_blanks();
        auto text = quoted();
        if (!text) return false;
        out.labels.emplace_back(std::move(*key), std::move(*text));
      } else if (in_quotes && out.name.empty()) {
        out.name = std::move(*key);
      } else {
        return false;
      }
      skip_blanks();
      if (!take(',') && (rest_.empty() || rest_.front() != '}')) return false;
    }
  }

  bool read_number(double& out) noexcept {
    auto const length = std::min(rest_.find_first_of(" \t"), rest_.size());
    auto text = rest_.substr(0, length);
    if (text.starts_with('+')) text.remove_prefix(1);
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return false;
    rest_.remove_prefix(length);
    return true;
  }

  std::string_view rest_;
};

}  // namespace detail

/// Reads a page in Prometheus' text format, versions 0.0.4 and 1.0.0, or in OpenMetrics' up to its `# EOF`. Never
/// throws on what a page says: lines that cannot be read are counted and passed over.
/// Source: https://prometheus.io/docs/instrumenting/exposition_formats/
[[nodiscard]] inline exposition parse_exposition(std::string_view page) {
  exposition out;
  while (!page.empty()) {
    auto const end = page.find('\n');
    auto line = page.substr(0, end);
    page.remove_prefix(end == std::string_view::npos ? page.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    auto const begin = line.find_first_not_of(" \t");
    if (begin == std::string_view::npos) continue;
    line.remove_prefix(begin);
    if (line.starts_with("# EOF")) break;
    if (line.front() == '#') continue;
    if (auto one = detail::sample_line{line}.read()) {
      out.samples.push_back(std::move(*one));
    } else {
      ++out.bad_lines;
    }
  }
  return out;
}

}  // namespace tokendyno::telemetry
