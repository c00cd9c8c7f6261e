// SPDX-License-Identifier: MIT
#pragma once

#include "pybind.hpp"

#include <tokendyno/core/error.hpp>
#include <tokendyno/core/time.hpp>

#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tokendyno::bindings {

/// An argument that NumPy makes an array of, whatever its dtype: a list, a pandas Series, an array.
struct array_like {
  pybind11::array array;
};

/// Contiguous doubles.
using doubles = pybind11::array_t<double, pybind11::array::c_style | pybind11::array::forcecast>;

/// The doubles of a one-dimensional array of numbers, copied only if they must be. Throws `invalid_argument` if it has
/// another shape, `TypeError` if it holds anything else: casting would take times or texts for numbers.
inline doubles as_doubles(array_like const& argument, char const* name) {
  if (argument.array.ndim() != 1) throw invalid_argument(std::string{name} + ": expected one dimension");
  if (std::string_view{"iuf"}.find(argument.array.dtype().kind()) == std::string_view::npos)
    throw pybind11::type_error(std::string{name} + ": expected real numbers");
  return doubles(argument.array);
}

/// The elements of `array`, valid as long as it is.
inline std::span<double const> elements(doubles const& array) {
  return {array.data(), static_cast<std::size_t>(array.size())};
}

/// An array of `f(element)` for the elements of `values`.
template <class T, class Values, class Function>
pybind11::array_t<T> array_of(Values const& values, Function f) {
  pybind11::array_t<T> result(static_cast<pybind11::ssize_t>(std::size(values)));
  T* out = result.mutable_data();
  for (auto const& value : values) *out++ = f(value);
  return result;
}

/// True if `s` seconds have a `duration`: a number within 292 years of 0.
inline bool has_duration(double s) noexcept { return std::abs(s) < 9.2e9; }

/// The duration of `s` seconds. Throws `invalid_argument` if there is none.
inline duration to_duration(double s, char const* name) {
  if (!has_duration(s)) throw invalid_argument(std::string{name} + ": expected seconds within 9.2e9 of 0");
  return from_seconds(s);
}

/// `d` in seconds, the nearest double: what was 0.3 s in Python is 0.3 s again.
inline double to_seconds(duration d) noexcept { return static_cast<double>(d.count()) / 1e9; }

/// `d` in seconds, None if there is none.
inline std::optional<double> to_seconds(std::optional<duration> d) {
  return d ? std::optional{to_seconds(*d)} : std::nullopt;
}

}  // namespace tokendyno::bindings

namespace pybind11::detail {

template <>
struct type_caster<tokendyno::bindings::array_like> {
  PYBIND11_TYPE_CASTER(tokendyno::bindings::array_like, const_name("numpy.typing.ArrayLike"));

  bool load(handle source, bool convert) {
    if (!convert && !isinstance<array>(source)) return false;
    value.array = array::ensure(source);
    return static_cast<bool>(value.array);
  }
};

}  // namespace pybind11::detail
