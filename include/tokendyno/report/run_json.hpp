// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/metrics/cross_check.hpp>
#include <tokendyno/metrics/outcome_counts.hpp>
#include <tokendyno/metrics/run_result.hpp>
#include <tokendyno/metrics/run_summary.hpp>
#include <tokendyno/record/finish_reason.hpp>
#include <tokendyno/record/outcome.hpp>
#include <tokendyno/record/token_source.hpp>
#include <tokendyno/report/detail/json_summary.hpp>
#include <tokendyno/report/detail/undefined.hpp>
#include <tokendyno/report/json_writer.hpp>
#include <tokendyno/report/primary.hpp>
#include <tokendyno/text/number.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tokendyno::report {

/// Version of the keys of `run_json`; a key is never given another meaning without another version.
inline constexpr int run_json_version = 1;

namespace detail {

template <typename Enum, std::size_t Count>
void counts(json_writer& json, std::string_view name, std::array<std::uint64_t, Count> const& by) {
  json.begin_object(name);
  for (std::size_t i = 0; i < Count; ++i) json.member(record::name(static_cast<Enum>(i)), by[i]);
  json.end_object();
}

inline void outcomes(json_writer& json, std::string_view name, metrics::outcome_counts const& c) {
  json.begin_object(name).member("issued", c.issued).member("completed", c.completed()).member("failed", c.failed());
  json.member("cancelled", c.cancelled()).member("failed_share", c.failed_share());
  counts<record::outcome>(json, "by_outcome", c.by_outcome);
  json.end_object();
}

inline void settings(json_writer& json, metrics::run_settings const& s) {
  json.begin_object("settings").member("url", s.url).member("model", s.model).member("endpoint", s.endpoint);
  json.member("stream", s.stream).member("open_loop", s.open_loop);
  json.member("rate_rps", unless_zero(s.rate)).member("load", s.load).member("workload", s.workload);
  json.member("input_tokens", unless_zero(s.input_tokens)).member("warmup_requests", s.warmup_requests);
  json.member("stop_requests", unless_zero(s.stop_requests));
  json.key("stop_after_s").raw(s.stop_after > duration{} ? text::seconds_text(s.stop_after) : "null");
  json.member("temperature", s.temperature).member("seed", s.seed).member("min_tokens", s.min_tokens);
  json.member("ignore_eos", s.ignore_eos).member("extra_body", s.extra_body).begin_object("slo");
  member_ms(json, "ttft_ms", s.slo.ttft);
  member_ms(json, "tpot_ms", s.slo.tpot);
  member_ms(json, "ttfa_ms", s.slo.ttfa);
  member_ms(json, "itl_ms", s.slo.itl);
  member_ms(json, "e2e_ms", s.slo.e2e);
  json.end_object().end_object();
}

inline void provenance(json_writer& json, metrics::run_result const& r) {
  auto const& e = r.environment;
  json.begin_object("environment").member("library_version", e.library_version).member("compiler", e.compiler);
  json.member("cpu", e.cpu).member("cores", e.cores).member("kernel", e.kernel).member("host", e.host);
  json.member("started_at", e.started_at).end_object();
  json.begin_object("server").member("engine", r.server.engine).member("engine_because", r.server.engine_because);
  json.member("model", r.server.model).member("version", r.server.version);
  json.member("answered_model", r.server.answered_model)
      .member("software", r.server.software)
      .member("system_fingerprint", r.server.system_fingerprint)
      .member("owned_by", r.server.owned_by);
  json.begin_array("listed");
  for (auto const& id : r.server.listed) json.value(id);
  json.end_array().end_object();
}

inline void window(json_writer& json, metrics::run_result const& r) {
  json.begin_object("window");
  bool const opened = r.window.length() > duration{};
  member_s(json, "begin_s", opened && !r.log.empty() ? r.window.begin - r.log.origin : duration{});
  member_s(json, "length_s", r.window.length());
  json.member("whole_run", r.window.whole_run).end_object();
}

inline void latencies(json_writer& json, metrics::run_summary const& s) {
  json.begin_object("latency");
  summary(json, "ttft", s.ttft);
  summary(json, "ttft_scheduled", s.ttft_scheduled);
  summary(json, "ttfv", s.ttfv);
  summary(json, "ttfa", s.ttfa);
  summary(json, "e2e", s.e2e);
  summary(json, "e2e_scheduled", s.e2e_scheduled);
  summary(json, "tpot", s.tpot);
  summary(json, "icl", s.icl);
  summary(json, "itl", s.itl);
  summary(json, "max_gap", s.max_gap);
  summary(json, "connect", s.connect);
  summary(json, "client_queue", s.client_queue);
  summary(json, "close_lag", s.close_lag);
  json.end_object();
}

inline void streaming(json_writer& json, metrics::run_result const& r) {
  auto const& s = r.summary;
  json.begin_object("streaming").member("tokens_per_event", s.tokens_per_event);
  json.member("tokens_per_read", s.tokens_per_read).member("coalesced_share", s.coalesced_share);
  json.member("itl_unknown", r.streams.itl_unknown).member("one_read", s.one_read).member("no_done", s.no_done);
  json.member("data_after_done", s.data_after_done).member("reconnects", s.reconnects);
  json.member("late_visible", s.late_visible).member("hidden_first", s.hidden_first);
  json.member("headers_with_first", s.headers_with_first);
  counts<record::token_source>(json, "by_token_source", s.by_token_source);
  counts<record::finish_reason>(json, "by_finish_reason", s.by_finish_reason);
  json.end_object();
}

inline void slo(json_writer& json, metrics::run_summary const& s) {
  if (!s.slo) {
    json.member("slo", std::nullopt);
    return;
  }
  json.begin_object("slo").member("arrived", s.slo->arrived).member("met", s.slo->met);
  json.member("undecided", s.slo->undecided).member("undefined", s.slo->undefined);
  json.member("attainment", s.slo->attainment()).member("attainment_at_most", s.slo->attainment_at_most());
  json.member("goodput_rps", rate(s, s.slo->goodput_requests_per_second));
  json.member("goodput_tok_s", rate(s, s.slo->goodput_tokens_per_second)).end_object();
}

inline void cross_check(json_writer& json, metrics::run_result const& r) {
  json.begin_array("cross_check");
  for (auto const& row : metrics::cross_check(r)) {
    json.begin_object().member("figure", row.figure).member("unit", row.unit).member("source", row.source);
    json.member("ours", row.ours).member("theirs", row.theirs).member("difference", row.difference());
    json.member("bound", row.bound).member("agrees", row.agrees());
    json.member("cannot_tell", row.cannot_tell.empty() ? std::nullopt : std::optional{row.cannot_tell}).end_object();
  }
  json.end_array();
}

}  // namespace detail

/// A run as one JSON object, ended by a line feed. Its first ten keys are those of hand-made harnesses, so that their
/// readers keep working; every key is described in docs/schema/run-1.schema.json. Undefined figures are `null`.
/// The rows of the log are not in it: see `requests_csv`.
[[nodiscard]] inline std::string run_json(metrics::run_result const& r) {
  auto const& s = r.summary;
  json_writer json;
  json.begin_object()
      .member("n_requests", s.measured.issued)
      .member("concurrency", detail::unless_zero(r.settings.concurrency));
  json.member("max_tokens", detail::unless_zero(r.settings.max_tokens));
  detail::member_s(json, "wall_clock_s", r.wall);
  detail::member_ms(json, "p50_ttft_ms", primary_ttft(r).p50);
  detail::member_ms(json, "p95_ttft_ms", primary_ttft(r).p95);
  detail::member_ms(json, "p50_e2e_ms", primary_e2e(r).p50);
  detail::member_ms(json, "p95_e2e_ms", primary_e2e(r).p95);
  json.member("throughput_tok_s", detail::rate(s, s.output_tokens_per_second)).member("total_tokens", s.output_tokens);
  json.member("schema", "tokendyno.run").member("schema_version", run_json_version);
  detail::settings(json, r.settings);
  detail::provenance(json, r);
  detail::window(json, r);
  json.begin_object("outcomes");
  detail::outcomes(json, "measured", s.measured);
  detail::outcomes(json, "run", s.run);
  json.end_object();
  json.begin_object("throughput").member("output_tok_s", detail::rate(s, s.output_tokens_per_second));
  json.member("input_tok_s", detail::rate(s, s.input_tokens_per_second))
      .member("request_rps", detail::rate(s, s.request_throughput));
  json.member("output_tokens", s.output_tokens).member("input_tokens", s.input_tokens).end_object();
  detail::latencies(json, s);
  detail::streaming(json, r);
  detail::slo(json, s);
  json.begin_object("in_flight").member("mean", detail::rate(s, s.mean_in_flight)).member("little", s.little_in_flight);
  json.member("little_difference", s.little_difference).end_object();
  detail::cross_check(json, r);
  json.begin_array("limits");
  for (auto const& each : r.limits) {
    json.begin_object().member("figures", each.figures).member("reason", each.reason).end_object();
  }
  json.end_array();
  json.begin_array("notes");
  for (auto const& note : r.notes) json.value(note);
  json.end_array();
  json.begin_object("flags").member("interrupted", r.interrupted).member("aborted", !r.aborted.empty());
  json.member("aborted_because", r.aborted).member("conserved", s.conserved()).end_object();
  return json.end_object().text() + "\n";
}

}  // namespace tokendyno::report
