// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/metrics/run_summary.hpp>
#include <tokendyno/metrics/slo.hpp>
#include <tokendyno/metrics/stream_tally.hpp>
#include <tokendyno/metrics/window.hpp>
#include <tokendyno/record/provenance.hpp>
#include <tokendyno/record/run_log.hpp>
#include <tokendyno/telemetry/server_counters.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tokendyno::metrics {

/// What was asked of a run, as plain values, so that a result can be read without the program that made it.
struct run_settings {
  std::string url{};       ///< of the target, without credentials
  std::string model{};     ///< as asked for
  std::string endpoint{};  ///< `chat` or `completions`
  bool stream = true;
  bool open_loop = false;
  std::uint32_t concurrency = 0;              ///< closed loop: requests kept in flight
  double rate = 0;                            ///< open loop: requests per second
  std::string load{};                         ///< in words, e.g. `closed loop, 16 in flight`
  std::string workload{};                     ///< in words, e.g. `synthetic, 512 in, 128 out`
  std::uint32_t max_tokens = 0;               ///< of the workload; 0 if it varies
  std::uint32_t input_tokens = 0;             ///< of the workload; 0 if it varies or is unknown
  std::uint64_t warmup_requests = 0;          ///< ended before the window opened
  std::uint64_t stop_requests = 0;            ///< 0: no limit
  duration stop_after{};                      ///< 0: no limit
  std::optional<double> temperature{};        ///< as sent; empty: not sent, the server's default held
  std::optional<std::int64_t> seed{};         ///< as sent
  std::optional<std::uint32_t> min_tokens{};  ///< as sent
  bool ignore_eos = false;                    ///< answers of exactly `max_tokens` were asked for
  std::string extra_body{};                   ///< further JSON members of the request body, without braces
  metrics::slo slo{};
};

/// Something that the answers of a server made impossible to measure, or measurable with a doubt only.
struct limit {
  std::string figures{};  ///< which figures it concerns, e.g. `TTFT`
  std::string reason{};   ///< a sentence
  bool grave = true;      ///< the figures may mislead who does not know it: the sentence is in the notes too
};

/// Everything a run yields. Plain data: reports and bindings read it, nothing in it runs.
struct run_result {
  run_settings settings{};
  record::environment environment{};
  record::server_facts server{};
  record::run_log log{};     ///< one row a request, warm-up too
  stream_tally streams{};    ///< gaps between reads and tokens inside the window
  metrics::window window{};  ///< the measurement window
  duration wall{};           ///< first send to last end, warm-up and drain included
  run_summary summary{};     ///< figures of the window
  /// What the server's own counters grew by from before the first request to after the last; empty without any.
  std::optional<telemetry::counter_growth> server_growth{};
  bool interrupted = false;          ///< stopped early by the caller; the figures are of what there was
  std::string aborted{};             ///< why the run ended itself, in the server's words; empty if it did not
  std::vector<limit> limits{};       ///< what the server's answers made impossible to measure
  std::vector<std::string> notes{};  ///< what a reader of the figures must know
};

}  // namespace tokendyno::metrics
