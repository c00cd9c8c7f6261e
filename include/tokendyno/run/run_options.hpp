// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/client/target.hpp>
#include <tokendyno/load/closed_loop.hpp>
#include <tokendyno/load/plan.hpp>
#include <tokendyno/load/stop.hpp>
#include <tokendyno/load/warmup.hpp>
#include <tokendyno/metrics/slo.hpp>
#include <tokendyno/openai/chat_request.hpp>
#include <tokendyno/run/progress.hpp>
#include <tokendyno/workload/source.hpp>

#include <cstdint>
#include <functional>
#include <stop_token>

namespace tokendyno {

/// What a run does: whom it asks, what, how much at a time, and for how long.
struct run_options {
  client::target target{};
  tokendyno::workload::source workload{};
  tokendyno::load::plan load = tokendyno::load::closed_loop{};
  tokendyno::load::warmup warmup{};  ///< handed over to the measurement without a drain; in no figure
  tokendyno::load::stop stop{};      ///< by requests, by time, or by whichever comes first; one must be set
  metrics::slo slo{};

  /// What all requests have in common: streaming, sampling, `ignore_eos`, `extra_body` … Prompt, system message and
  /// limit of tokens come from the workload, the model from the target.
  openai::chat_request request{};

  std::uint64_t first_index = 0;  ///< index of the first prompt, so that blocks of a comparison go on where others end
  /// Read the server's /metrics before the first request and after the last, to hold its own figures against ours;
  /// a server without it is no error (docs/concepts.md#cross-check).
  bool scrape_metrics = true;

  bool keep_reads = false;                             ///< keep one row a read in the log: 32 bytes a token
  std::function<void(progress const&)> on_progress{};  ///< called about four times a second, on the thread of the run
  std::stop_token interrupt{};  ///< ends the run within 50 ms; requests in flight are cancelled, the rest is kept
};

}  // namespace tokendyno
