// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/report/html_text.hpp>
#include <tokendyno/text/number.hpp>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace tokendyno::report {

/// A measured point of a chart.
struct chart_point {
  double x = 0;           ///< above 0
  double y = 0;           ///< 0 or more
  bool at_least = false;  ///< the value is only a lower bound: drawn hollow
};

/// A line of a chart. Its colour and dashes come from the style sheet by `css_class`.
struct chart_series {
  std::string name;
  std::string css_class;
  std::vector<chart_point> points;  ///< in the order of x
};

/// A line chart over a load axis that doubles from step to step: x is logarithmic, y linear from 0.
struct chart {
  std::string title;
  std::string x_label;
  std::string y_label;
  std::vector<chart_series> series;
};

namespace detail {

/// The smallest of 1, 2 and 5 times a power of ten that is at least `least`.
inline double round_step(double least) {
  double const power = std::pow(10.0, std::floor(std::log10(least)));
  for (double const factor : {1.0, 2.0, 5.0})
    if (factor * power >= least * (1 - 1e-9)) return factor * power;
  return 10 * power;
}

/// The drawing area and the scales of a chart, in units of the view box.
class chart_frame {
 public:
  static constexpr double width = 460, height = 280, left = 64, right = 444, top = 56, bottom = 232;

  explicit chart_frame(chart const& c) {
    for (auto const& line : c.series)
      for (auto const& point : line.points) {
        highest_ = std::max(highest_, point.y);
        xs_.push_back(point.x);
      }
    std::sort(xs_.begin(), xs_.end());
    xs_.erase(std::unique(xs_.begin(), xs_.end()), xs_.end());
    step_ = round_step(highest_ > 0 ? highest_ / 4 : 0.25);
    highest_ = step_ * std::max(1.0, std::ceil(highest_ / step_ - 1e-9));
  }

  [[nodiscard]] std::vector<double> const& xs() const noexcept { return xs_; }
  [[nodiscard]] int rows() const noexcept { return static_cast<int>(std::lround(highest_ / step_)); }
  [[nodiscard]] double step() const noexcept { return step_; }

  [[nodiscard]] double x(double value) const {
    if (xs_.size() < 2) return (left + right) / 2;
    double const span = std::log2(xs_.back() / xs_.front());
    return left + 16 + (right - left - 32) * std::log2(value / xs_.front()) / span;
  }
  [[nodiscard]] double y(double value) const { return bottom - (bottom - top) * value / highest_; }

 private:
  double highest_ = 0;
  double step_ = 1;
  std::vector<double> xs_;
};

inline std::string place(double value) { return text::fixed(value, 1); }

inline std::string svg_words(double x, double y, char const* css_class, std::string const& words) {
  return "<text x=\"" + place(x) + "\" y=\"" + place(y) + "\" class=\"" + css_class + "\">" + html_text(words) +
         "</text>\n";
}

inline std::string svg_axes(chart const& c, chart_frame const& f) {
  std::string out;
  for (int i = 0; i <= f.rows(); ++i) {
    double const value = f.step() * i;
    auto const y = place(f.y(value));
    out += "<line class=\"grid\" x1=\"" + place(f.left) + "\" y1=\"" + y + "\" x2=\"" + place(f.right) + "\" y2=\"" +
           y + "\"/>\n";
    out += svg_words(f.left - 8, f.y(value) + 4, "tick y", text::number(std::round(value * 1e6) / 1e6));
  }
  for (double const x : f.xs()) out += svg_words(f.x(x), f.bottom + 18, "tick x", text::number(x));
  out += svg_words(f.left, 20, "title", c.title);
  out += svg_words((f.left + f.right) / 2, f.height - 10, "tick x", c.x_label);
  return out;
}

inline std::string svg_series(chart_series const& line, chart_frame const& f, double legend_x) {
  std::string out = "<g class=\"series " + html_text(line.css_class) + "\">\n<polyline points=\"";
  for (auto const& p : line.points) out += place(f.x(p.x)) + "," + place(f.y(p.y)) + " ";
  out += "\"/>\n";
  for (auto const& p : line.points)
    out += "<circle" + std::string{p.at_least ? " class=\"bound\"" : ""} + " cx=\"" + place(f.x(p.x)) + "\" cy=\"" +
           place(f.y(p.y)) + "\" r=\"4\"><title>" +
           html_text(line.name + " at " + text::number(p.x) + ": " + (p.at_least ? "≥ " : "") + text::number(p.y)) +
           "</title></circle>\n";
  out +=
      "<line class=\"key\" x1=\"" + place(legend_x) + "\" y1=\"36\" x2=\"" + place(legend_x + 24) + "\" y2=\"36\"/>\n";
  return out + svg_words(legend_x + 30, 40, "legend", line.name) + "</g>\n";
}

}  // namespace detail

/// The chart as an inline `<svg>` element, without script. It needs the style sheet of the page it stands in.
[[nodiscard]] inline std::string svg(chart const& c) {
  detail::chart_frame const frame{c};
  std::string out = "<svg viewBox=\"0 0 460 280\" role=\"img\" aria-label=\"" + html_text(c.title) + ", " +
                    html_text(c.y_label) + "\">\n";
  out += detail::svg_axes(c, frame);
  double legend_x = frame.left;
  for (auto const& line : c.series) {
    out += detail::svg_series(line, frame, legend_x);
    legend_x += 52 + 7 * static_cast<double>(text::utf8_width(line.name));
  }
  return out + "</svg>\n";
}

}  // namespace tokendyno::report
