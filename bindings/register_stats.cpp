// SPDX-License-Identifier: MIT
#include "pybind.hpp"

#include "convert.hpp"
#include "histogram_values.hpp"
#include "register.hpp"

#include <tokendyno/core/error.hpp>
#include <tokendyno/core/time.hpp>
#include <tokendyno/stats/histogram.hpp>
#include <tokendyno/stats/quantile.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace tokendyno::bindings {

namespace {

namespace py = pybind11;
using namespace py::literals;
using stats::histogram;

// What `bucket_layout` has kept of it: enough for a layout that compares equal.
stats::histogram_layout layout_of(histogram const& h) {
  auto const resolution = static_cast<double>(h.layout().sub_bucket_count()) / 2;
  return {.lowest = duration{static_cast<std::int64_t>(h.layout().width(0))},
          .highest = duration{static_cast<std::int64_t>(h.layout().highest())},
          .significant_figures = static_cast<int>(std::log10(resolution))};
}

void record_many(histogram& h, array_like const& argument) {
  auto const array = as_doubles(argument, "seconds");
  auto const values = elements(array);
  // Other threads may use `h` while the interpreter's lock is released, so values are gathered apart from it.
  histogram gathered{layout_of(h)};
  {
    py::gil_scoped_release const unlocked;
    for (double const value : values) gathered.record(to_duration(value, "seconds"));
  }
  h += gathered;
}

py::tuple buckets(histogram const& h) {
  auto const found = h.buckets();
  return py::make_tuple(array_of<double>(found, [](stats::histogram_bucket const& b) { return to_seconds(b.lower); }),
                        array_of<double>(found, [](stats::histogram_bucket const& b) { return to_seconds(b.upper); }),
                        array_of<std::uint64_t>(found, [](stats::histogram_bucket const& b) { return b.count; }));
}

py::str repr(histogram const& h) {
  auto const layout = layout_of(h);
  return py::str("Histogram(highest={!r}, significant_figures={})  # count: {}")
      .format(to_seconds(layout.highest), layout.significant_figures, h.count());
}

py::tuple state(histogram const& h) {
  auto const layout = layout_of(h);
  auto const values = equivalent_values(h);
  return py::make_tuple(layout.lowest.count(), layout.highest.count(), layout.significant_figures,
                        array_of<std::int64_t>(values, [](counted_duration const& v) { return v.value.count(); }),
                        array_of<std::uint64_t>(values, [](counted_duration const& v) { return v.count; }));
}

histogram restored(std::int64_t lowest, std::int64_t highest, int significant_figures,
                   py::array_t<std::int64_t> const& values, py::array_t<std::uint64_t> const& counts) {
  histogram h{{duration{lowest}, duration{highest}, significant_figures}};
  auto const value = values.unchecked<1>();
  auto const count = counts.unchecked<1>();
  if (value.size() != count.size()) throw invalid_argument("state: expected as many counts as values");
  for (py::ssize_t i = 0; i < value.size(); ++i) h.record(duration{value(i)}, count(i));
  return h;
}

std::vector<double> sorted(doubles const& array) {
  py::gil_scoped_release const unlocked;
  auto const values = elements(array);
  if (values.empty()) throw invalid_argument("values: expected at least one");
  std::vector<double> copy(values.begin(), values.end());
  if (std::any_of(copy.begin(), copy.end(), [](double v) { return std::isnan(v); }))
    throw invalid_argument("values: expected no NaN");
  std::sort(copy.begin(), copy.end());
  return copy;
}

void register_histogram(py::module_& m) {
  py::class_<histogram> type(m, "Histogram", R"(Counts of durations in buckets of constant relative width.

Memory is constant whatever the number of values, histograms of equal layout can be added, and a quantile lies within
``relative_error`` of the exact one. A value above ``highest`` falls into the top bucket, a negative one counts as 0;
``out_of_range`` tells how many did. All times are in seconds. Threads may share one.)");
  type.attr("__module__") = "tokendyno";
  type.def(py::init([](double highest, int significant_figures) {
             return histogram{{.highest = to_duration(highest, "highest"), .significant_figures = significant_figures}};
           }),
           py::kw_only(), "highest"_a = 3600.0, "significant_figures"_a = 3,
           R"(An empty histogram.

highest: seconds, the largest value with its own bucket; significant_figures: decimal digits kept of any value, 1 to 5.
Raises ValueError if either is outside its range.)");
  type.def(
          "record", [](histogram& h, double value) { h.record(to_duration(value, "seconds")); }, "seconds"_a,
          "Counts one value, in seconds. Raises ValueError if it is NaN or beyond 292 years.")
      .def("record_many", &record_many, "seconds"_a,
           R"(Counts every value of a one-dimensional array of seconds.

The interpreter's lock is released meanwhile. Raises ValueError, and counts nothing, if a value is NaN or beyond
292 years or the array has another shape; TypeError if it does not hold real numbers.)")
      .def(
          "quantile", [](histogram const& h, double q) { return to_seconds(h.quantile(q)); }, "q"_a,
          R"(The q-quantile in seconds, by NumPy's default rule, within ``relative_error``; q = 0 and 1 are exact.

Raises ValueError if the histogram is empty or q lies outside [0, 1].)")
      .def(
          "quantiles",
          [](histogram const& h, array_like const& levels) {
            return array_of<double>(h.quantiles(elements(as_doubles(levels, "levels"))),
                                    [](duration d) { return to_seconds(d); });
          },
          "levels"_a,
          "The quantiles at a one-dimensional array of levels, in seconds, in its order. Raises as quantile.")
      .def("buckets", &buckets,
           "The buckets that hold something, ascending, as three arrays: lower and upper bounds in seconds, counts.")
      .def(
          "__iadd__", [](histogram& h, histogram const& other) -> histogram& { return h += other; }, "other"_a,
          py::is_operator(), py::return_value_policy::reference,
          "Adds the values of another histogram. Raises ValueError if its layout is another.")
      .def("__repr__", &repr)
      .def(py::pickle(&state, [](py::tuple const& t) {
        if (t.size() != 5) throw invalid_argument("state: expected that of a tokendyno.Histogram");
        return restored(t[0].cast<std::int64_t>(), t[1].cast<std::int64_t>(), t[2].cast<int>(),
                        t[3].cast<py::array_t<std::int64_t>>(), t[4].cast<py::array_t<std::uint64_t>>());
      }));
  type.def_property_readonly("count", &histogram::count, "Number of values.")
      .def_property_readonly("out_of_range", &histogram::out_of_range,
                             "Number of values that were negative or above ``highest``.")
      .def_property_readonly(
          "min", [](histogram const& h) { return to_seconds(h.min()); },
          "The smallest value in seconds, exact (a negative one as 0); None if there is none.")
      .def_property_readonly(
          "max", [](histogram const& h) { return to_seconds(h.max()); },
          "The largest value in seconds, exact even above ``highest``; None if there is none.")
      .def_property_readonly(
          "mean", [](histogram const& h) { return to_seconds(h.mean()); },
          "The mean of the values in seconds, exact; None if there is none.")
      .def_property_readonly(
          "sum", [](histogram const& h) { return to_seconds(h.sum()); },
          "The sum of the values in seconds, at most 292 years.")
      .def_property_readonly(
          "highest", [](histogram const& h) { return to_seconds(layout_of(h).highest); },
          "The largest value with its own bucket, in seconds.")
      .def_property_readonly(
          "significant_figures", [](histogram const& h) { return layout_of(h).significant_figures; },
          "Decimal digits kept of any value.")
      .def_property_readonly(
          "relative_error", [](histogram const& h) { return h.layout().relative_error(); },
          "Largest relative distance of a quantile from that of the exact values.");
}

}  // namespace

void register_stats(py::module_& m) {
  register_histogram(m);
  m.def(
      "quantile",
      [](array_like const& values, double q) { return stats::quantile(sorted(as_doubles(values, "values")), q); },
      "values"_a, "q"_a,
      R"(The exact q-quantile of a one-dimensional array in any order, by NumPy's default rule (Hyndman and Fan's type 7).

With an array of levels for q, an array of quantiles. Values may be infinite. The interpreter's lock is released while
sorting a copy. Raises ValueError if there are no values, one is NaN, or q lies outside [0, 1].)");
  m.def(
      "quantile",
      [](array_like const& values, array_like const& q) {
        auto const ascending = sorted(as_doubles(values, "values"));
        auto const levels = as_doubles(q, "q");
        return array_of<double>(elements(levels), [&](double level) { return stats::quantile(ascending, level); });
      },
      "values"_a, "q"_a);
}

}  // namespace tokendyno::bindings
