// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/serve/bucket_counts.hpp>
#include <tokendyno/serve/dialect.hpp>
#include <tokendyno/serve/pattern.hpp>
#include <tokendyno/serve/server_figures.hpp>
#include <tokendyno/sim/gauges.hpp>
#include <tokendyno/text/json.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace tokendyno::serve {

/// A page of metrics in Prometheus' text format (version 0.0.4).
class metrics_page {
 public:
  /// A page whose every line has `labels`, e.g. `model_name="m"`; they may be empty.
  explicit metrics_page(std::string labels) : labels_{std::move(labels)} {}

  /// A single value; `type` is `gauge` or `counter`, `more` are labels of this line only.
  void value(std::string_view name, std::string_view help, std::string_view type, double value,
             std::string_view more = {}) {
    if (name != last_) head(name, help, type);
    line(name, more, value);
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
  void head(std::string_view name, std::string_view help, std::string_view type) {
    last_ = name;
    text_.append("# HELP ").append(name).append(" ").append(help).append("\n# TYPE ").append(name).append(" ");
    text_.append(type).append("\n");
  }

  void line(std::string_view name, std::string_view more, double value) {
    text_.append(name);
    if (!labels_.empty() || !more.empty()) {
      text_.append("{").append(labels_).append(labels_.empty() || more.empty() ? "" : ",").append(more).append("}");
    }
    text_ += ' ';
    text::append_json_number(text_, value);
    text_ += '\n';
  }

  std::string labels_;
  std::string last_;
  std::string text_;
};

/// The page of a server in `how`'s names. `known` are the values that labels may name.
[[nodiscard]] inline std::string metrics_text(dialect const& how, server_figures const& counted,
                                              sim::gauges const& engine, values const& known) {
  metrics_page page{known.filled(how.metric_labels)};
  for (metric const& each : how.metrics) {
    if (auto const* const values = counted.histogram(each.shows)) {
      page.histogram(each.name, each.help, *values);
    } else {
      page.value(each.name, each.help, each.type, counted.value(each.shows, engine), known.filled(each.labels));
    }
  }
  return std::move(page).text();
}

}  // namespace tokendyno::serve
