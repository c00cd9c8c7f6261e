// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/stats/summary.hpp>
#include <tokendyno/text/number.hpp>

#include <optional>
#include <string>

namespace tokendyno::report::detail {

inline std::string truth(bool b) { return b ? "true" : "false"; }

inline std::string ms_cell(std::optional<duration> d) { return d ? text::milliseconds_text(*d) : std::string{}; }

inline std::string ms_cell(std::optional<stats::quantile_estimate> const& e) {
  return e ? text::milliseconds_text(e->value) : std::string{};
}

inline std::string bound_cell(std::optional<stats::quantile_estimate> const& e) {
  return e ? truth(e->at_least) : std::string{};
}

template <typename T>
std::string number_cell(std::optional<T> value) {
  return value ? text::number(*value) : std::string{};
}

}  // namespace tokendyno::report::detail
