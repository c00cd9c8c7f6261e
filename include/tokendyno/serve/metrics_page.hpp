// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/serve/bucket_counts.hpp>
#include <tokendyno/text/json.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace tokendyno::serve {

/// A page of metrics in Prometheus' text format (version 0.0.4), each with the labels that vLLM puts on all of its own.
class metrics_page {
 public:
  explicit metrics_page(std::string_view model) : labels_{R"(engine="0",model_name=")"} {
    for (char const c : model) {
      if (c == '"' || c == '\\') labels_ += '\\';
      labels_ += c == '\n' ? ' ' : c;
    }
    labels_ += '"';
  }

  /// A value that goes up and down.
  void gauge(std::string_view name, std::string_view help, double value) { single(name, help, "gauge", {}, value); }

  /// A value that only grows; `name` ends in `_total`.
  void counter(std::string_view name, std::string_view help, std::uint64_t value, std::string_view more_labels = {}) {
    single(name, help, "counter", more_labels, static_cast<double>(value));
  }

  /// A gauge of 1 that carries facts in its labels, e.g. `block_size="16"`.
  void info(std::string_view name, std::string_view help, std::string_view facts) {
    single(name, help, "gauge", facts, 1);
  }

  /// A histogram with its sum and count.
  void histogram(std::string_view name, std::string_view help, bucket_counts const& values) {
    head(name, help, "histogram");
    std::uint64_t below = 0;
    for (std::size_t i = 0; i < values.counts().size(); ++i) {
      below += values.counts()[i];
      std::string bound = "+Inf";
      if (i < values.bounds().size()) {
        bound.clear();
        text::append_json_number(bound, values.bounds()[i]);
      }
      line(std::string{name} + "_bucket", "le=\"" + bound + "\"", static_cast<double>(below));
    }
    line(std::string{name} + "_count", {}, static_cast<double>(values.count()));
    line(std::string{name} + "_sum", {}, values.sum());
  }

  [[nodiscard]] std::string text() && { return std::move(text_); }

 private:
  void single(std::string_view name, std::string_view help, std::string_view type, std::string_view more,
              double value) {
    if (name != last_) head(name, help, type);
    line(name, more, value);
  }

  void head(std::string_view name, std::string_view help, std::string_view type) {
    last_ = name;
    text_.append("# HELP ").append(name).append(" ").append(help).append("\n# TYPE ").append(name).append(" ");
    text_.append(type).append("\n");
  }

  void line(std::string_view name, std::string_view more, double value) {
    text_.append(name).append("{").append(labels_);
    if (!more.empty()) text_.append(",").append(more);
    text_.append("} ");
    text::append_json_number(text_, value);
    text_ += '\n';
  }

  std::string labels_;
  std::string last_;
  std::string text_;
};

}  // namespace tokendyno::serve
