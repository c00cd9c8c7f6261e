// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/report/json_writer.hpp>
#include <tokendyno/stats/summary.hpp>
#include <tokendyno/text/number.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace tokendyno::report::detail {

inline void member_ms(json_writer& json, std::string_view name, std::optional<duration> d) {
  json.key(name).raw(d ? text::milliseconds_text(*d) : "null");
}

inline void member_s(json_writer& json, std::string_view name, duration d) {
  json.key(name).raw(text::seconds_text(d));
}

inline void member_ms(json_writer& json, std::string_view name, std::optional<stats::quantile_estimate> const& e) {
  member_ms(json, name, e ? std::optional{e->value} : std::nullopt);
}

inline void estimate(json_writer& json, std::string name, std::optional<stats::quantile_estimate> const& e) {
  member_ms(json, name + "_ms", e);
  json.member(name + "_is_lower_bound", e ? std::optional{e->at_least} : std::nullopt);
}

inline void summary(json_writer& json, std::string_view name, stats::summary const& s) {
  json.begin_object(name).member("n", s.n).member("n_censored", s.n_censored);
  estimate(json, "mean", s.mean);
  estimate(json, "min", s.min);
  estimate(json, "max", s.max);
  estimate(json, "p50", s.p50);
  estimate(json, "p90", s.p90);
  estimate(json, "p95", s.p95);
  estimate(json, "p99", s.p99);
  json.end_object();
}

}  // namespace tokendyno::report::detail
