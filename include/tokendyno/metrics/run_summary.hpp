// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/metrics/outcome_counts.hpp>
#include <tokendyno/record/token_source.hpp>
#include <tokendyno/stats/summary.hpp>

#include <array>
#include <cstdint>
#include <optional>

namespace tokendyno::metrics {

/// How a run stands against an SLO for single requests (docs/concepts.md#goodput).
struct slo_figures {
  std::uint64_t arrived = 0;    ///< scheduled inside the window, however they ended
  std::uint64_t met = 0;        ///< of these, met every bound
  std::uint64_t undecided = 0;  ///< of these, cut at the end of the run before any bound was passed
  std::uint64_t undefined = 0;  ///< of those that met, had a TPOT or ITL bound but no such figure: counted as met
  double goodput_requests_per_second = 0;  ///< completed in the window with every bound met, per second of window
  double goodput_tokens_per_second = 0;    ///< output tokens of those requests, per second of window

  /// Share that met the SLO; requests that were cut count as not met. Empty if none arrived. Verdicts use this end.
  [[nodiscard]] constexpr std::optional<double> attainment() const noexcept { return share(met); }
  /// The same if every request that was cut had met it.
  [[nodiscard]] constexpr std::optional<double> attainment_at_most() const noexcept { return share(met + undecided); }

 private:
  [[nodiscard]] constexpr std::optional<double> share(std::uint64_t part) const noexcept {
    if (arrived == 0) return std::nullopt;
    return static_cast<double>(part) / static_cast<double>(arrived);
  }
};

/// The figures of a run: what a report prints. Rates are over the window, latencies over the measured requests.
/// Definitions: docs/concepts.md.
struct run_summary {
  outcome_counts run{};       ///< every request, warm-up too
  outcome_counts measured{};  ///< requests scheduled inside the window
  duration window{};          ///< length of the window

  double output_tokens_per_second = 0;  ///< OTPS: output tokens that arrived in the window, of any request
  double input_tokens_per_second = 0;   ///< prompt tokens of requests whose first token arrived in the window
  double request_throughput = 0;        ///< completed requests whose last token arrived in the window, per second
  std::uint64_t input_tokens = 0;       ///< of measured completed requests, as far as the server says
  std::uint64_t output_tokens = 0;      ///< of measured completed requests

  stats::summary ttft{};            ///< from the send
  stats::summary ttft_scheduled{};  ///< from the scheduled instant: the one to read in open loop
  stats::summary ttfv{};            ///< first visible token; without samples unless it differs from TTFT somewhere
  stats::summary ttfa{};
  stats::summary e2e{};
  stats::summary e2e_scheduled{};
  stats::summary tpot{};
  stats::summary max_gap{};       ///< of each request its longest gap between content reads
  stats::summary icl{};           ///< gaps between content reads, pooled over requests
  stats::summary itl{};           ///< gaps by token, pooled; without samples if the stream carries no counts
  stats::summary connect{};       ///< of requests that opened a connection
  stats::summary client_queue{};  ///< send − scheduled, of every measured request that was sent
  stats::summary close_lag{};     ///< end of the body − last token

  std::optional<double> tokens_per_event{};  ///< output tokens ÷ content events; above 1.05 ICL is not ITL
  std::optional<double> tokens_per_read{};   ///< output tokens ÷ content reads
  double coalesced_share = 0;                ///< share of content reads with more than one content event
  std::uint64_t not_streamed = 0;            ///< completed in one piece: no TTFT, TPOT or gaps
  std::uint64_t one_read = 0;                ///< completed, ≥ 2 tokens, all in one read: no TPOT, no gaps
  std::uint64_t late_visible = 0;            ///< completed, the first visible token after the first token
  std::uint64_t hidden_first = 0;            ///< completed, the first token perhaps before the first visible one
  std::uint64_t headers_with_first = 0;      ///< completed, headers in the last tenth of the way to the first token
  std::uint64_t no_done = 0;                 ///< completed without [DONE]
  std::uint64_t data_after_done = 0;         ///< completed with data after [DONE]
  std::uint64_t reconnects = 0;              ///< times a reused connection was found closed, warm-up too
  std::array<std::uint64_t, record::token_source_count>
      by_token_source{};                            ///< completed measured requests by `record::token_source`
  std::array<std::uint64_t, 7> by_finish_reason{};  ///< completed measured requests by `record::finish_reason`

  std::optional<slo_figures> slo{};  ///< set if the SLO has a bound

  double mean_in_flight = 0;                  ///< time average over the window of requests sent and not yet closed
  std::optional<double> little_in_flight{};   ///< the same by Little's law: ends per second × their mean stay
  std::optional<double> little_difference{};  ///< |by time − by Little's law| ÷ by time

  /// True if every issued request is in exactly one outcome, in the run and in the window.
  [[nodiscard]] constexpr bool conserved() const noexcept { return run.conserved() && measured.conserved(); }
};

}  // namespace tokendyno::metrics
