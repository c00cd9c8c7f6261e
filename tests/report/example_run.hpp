// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/metrics/run_result.hpp>
#include <tokendyno/record/request_record.hpp>
#include <tokendyno/stats/summary.hpp>

#include <chrono>
#include <cstdint>
#include <optional>

// A run with figures that are easy to recognise in a report; they need not follow from each other.
namespace example {

namespace td = tokendyno;

constexpr td::duration ms(double value) { return td::from_seconds(value * 1e-3); }

inline td::stats::summary summary(std::uint64_t n, double mean, double p50, double p95) {
  auto const exact = [](double value) { return td::stats::quantile_estimate{ms(value), false}; };
  td::stats::summary s;
  s.n = n;
  s.mean = exact(mean);
  s.min = exact(p50 / 2);
  s.max = exact(p95 * 2);
  s.p50 = exact(p50);
  s.p90 = exact(p95 * 0.9);
  s.p95 = exact(p95);
  s.p99 = exact(p95 * 1.5);
  return s;
}

inline td::metrics::outcome_counts outcomes(std::uint64_t completed, std::uint64_t shed, std::uint64_t cancelled) {
  td::metrics::outcome_counts counts;
  for (std::uint64_t i = 0; i < completed; ++i) counts.add(td::record::outcome::completed);
  for (std::uint64_t i = 0; i < shed; ++i) counts.add(td::record::outcome::http_429);
  for (std::uint64_t i = 0; i < cancelled; ++i) counts.add(td::record::outcome::cancelled);
  return counts;
}

inline td::metrics::run_result run() {
  td::metrics::run_result r;
  r.settings.url = "http://127.0.0.1:8000/v1/chat/completions";
  r.settings.model = "qwen2.5-1.5b";
  r.settings.endpoint = "chat";
  r.settings.concurrency = 16;
  r.settings.load = "closed loop, 16 in flight";
  r.settings.workload = "synthetic, 25 in, 128 out";
  r.settings.max_tokens = 128;
  r.settings.warmup_requests = 16;
  r.settings.stop_requests = 200;
  r.settings.slo.e2e = std::chrono::seconds{3};
  r.environment.library_version = "0.1.0";
  r.environment.started_at = "2026-01-02T03:04:05Z";
  r.server.model = "Qwen/Qwen2.5-1.5B-Instruct";
  r.log.origin = td::time_point{std::chrono::seconds{7000}};
  td::record::request_record row;
  row.scheduled = row.sent = r.log.origin;
  row.closed = r.log.origin + ms(2600);
  r.log.append(row);
  r.window = {r.log.origin + ms(1500), r.log.origin + ms(33500), false};
  r.wall = ms(36250);

  auto& s = r.summary;
  s.run = outcomes(206, 10, 0);
  s.measured = outcomes(190, 10, 0);
  s.window = r.window.length();
  s.output_tokens_per_second = 760.25;
  s.input_tokens_per_second = 148.5;
  s.request_throughput = 5.9375;
  s.input_tokens = 4750;
  s.output_tokens = 24320;
  s.ttft = summary(190, 60, 50.5, 120);
  s.ttft_scheduled = summary(190, 65, 55.5, 125);
  s.e2e = summary(190, 2400, 2350, 2570);
  s.e2e_scheduled = summary(190, 2405, 2355, 2575);
  s.tpot = summary(190, 18.5, 18.25, 20);
  s.icl = summary(24000, 18.5, 18, 25);
  s.itl = summary(24000, 18.5, 18, 24);
  s.max_gap = summary(190, 60, 55, 90);
  s.connect = summary(16, 1, 0.5, 2);
  s.client_queue = summary(200, 0.02, 0.01, 0.05);
  s.close_lag = summary(190, 1, 1, 2);
  s.tokens_per_event = 1.0;
  s.tokens_per_read = 1.02;
  s.coalesced_share = 0.02;
  s.by_token_source = {190, 0, 0, 0, 0};
  s.by_finish_reason = {0, 10, 180, 0, 0, 0, 0};
  s.slo = td::metrics::slo_figures{.arrived = 200,
                                   .met = 188,
                                   .undecided = 0,
                                   .undefined = 0,
                                   .goodput_requests_per_second = 5.875,
                                   .goodput_tokens_per_second = 752};
  s.mean_in_flight = 15.9;
  s.little_in_flight = 15.8;
  s.little_difference = 0.00629;
  r.server.listed = {"Qwen/Qwen2.5-1.5B-Instruct"};
  r.limits = {{.figures = "ITL", .reason = "190 answers do not say how many tokens each read brings."}};
  r.notes = {"p95 of 190 requests: no claim below 5 %"};
  return r;
}

}  // namespace example
