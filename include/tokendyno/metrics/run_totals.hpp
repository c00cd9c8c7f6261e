// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/metrics/tpot.hpp>
#include <tokendyno/metrics/ttft.hpp>
#include <tokendyno/record/outcome.hpp>
#include <tokendyno/record/run_log.hpp>
#include <tokendyno/record/token_source.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>

namespace tokendyno::metrics {

/// Values of a time and their number.
struct time_total {
  duration sum{};
  std::uint64_t n = 0;

  /// Adds a value, if there is one.
  constexpr void add(std::optional<duration> value) noexcept {
    if (!value) return;
    sum += *value;
    ++n;
  }
  /// Mean of the values; empty without any.
  [[nodiscard]] constexpr std::optional<duration> mean() const noexcept {
    if (n == 0) return std::nullopt;
    return sum / static_cast<std::int64_t>(n);
  }
};

/// Ours and theirs of the completed requests to whose answers the server added its own timings.
struct timing_totals {
  std::uint64_t counted = 0;           ///< requests whose tokens we know from somewhere else
  std::uint64_t output_tokens = 0;     ///< of those
  std::uint64_t predicted_tokens = 0;  ///< of those, by the server
  std::uint64_t input_tokens = 0;      ///< of those
  std::uint64_t prompt_tokens = 0;     ///< of those, by the server, computed and cached
  time_total ttft{};                   ///< of answers with both
  time_total prompt{};                 ///< of the same, by the server
  time_total tpot{};                   ///< of answers with both
  time_total predicted{};              ///< of the same, by the server
};

/// What a whole run came to, warm-up and drain included: what the counters of a server can be held against.
struct run_totals {
  std::uint64_t completed = 0;
  std::uint64_t unclear = 0;         ///< cut or failed after the server may have begun with them
  std::uint64_t guessed = 0;         ///< completed ones whose tokens are counted from events, or unknown
  std::uint64_t without_prompt = 0;  ///< completed ones whose prompt tokens the server did not tell
  std::uint64_t output_tokens = 0;   ///< of all requests
  std::uint64_t input_tokens = 0;    ///< of all requests
  time_total ttft{};                 ///< of all requests with a first token
  time_total gaps{};                 ///< last − first token, with N − 1 gaps each, of completed ones
  time_total tpot{};                 ///< of completed ones

  timing_totals timings{};
};

namespace detail {

/// True if a request that ended so may have cost the server tokens that we do not know of.
constexpr bool may_have_begun(record::outcome o) noexcept {
  using record::outcome;
  switch (o) {
    case outcome::completed:
    case outcome::connect_refused:
    case outcome::dns:
    case outcome::tls:
    case outcome::connect_timeout:
    case outcome::http_4xx:
    case outcome::http_429:
    case outcome::http_5xx:
    case outcome::http_other: return false;
    default: return true;
  }
}

inline void add_timings(run_totals& totals, record::request_record const& r) {
  auto const& said = r.timings;
  if (!said.predicted_tokens) return;
  auto& sums = totals.timings;
  if (r.tokens_from != record::token_source::timings) {
    ++sums.counted;
    sums.output_tokens += r.output_tokens;
    sums.predicted_tokens += *said.predicted_tokens;
    if (auto const theirs = said.input_tokens(); theirs && r.input_tokens > 0) {
      sums.input_tokens += r.input_tokens;
      sums.prompt_tokens += *theirs;
    }
  }
  if (auto const ours = ttft(r); ours && said.prompt) {
    sums.ttft.add(ours);
    sums.prompt.add(said.prompt);
  }
  if (auto const ours = tpot(r); ours && said.tpot()) {
    sums.tpot.add(ours);
    sums.predicted.add(said.tpot());
  }
}

}  // namespace detail

/// Adds all requests of `log` up.
[[nodiscard]] inline run_totals total(record::run_log const& log) {
  run_totals out;
  for (std::size_t i = 0; i < log.size(); ++i) {
    auto const r = log.row(i);
    out.output_tokens += r.output_tokens;
    out.input_tokens += r.input_tokens;
    out.ttft.add(ttft(r));
    if (r.sent != time_point{} && detail::may_have_begun(r.outcome)) ++out.unclear;
    if (!r.completed()) continue;
    ++out.completed;
    if (r.tokens_from == record::token_source::events || r.tokens_from == record::token_source::unknown) ++out.guessed;
    if (r.input_tokens == 0) ++out.without_prompt;
    out.tpot.add(tpot(r));
    if (r.streamed && r.first && r.last && r.output_tokens > 1) {
      out.gaps.sum += *r.last - *r.first;
      out.gaps.n += r.output_tokens - 1;
    }
    detail::add_timings(out, r);
  }
  return out;
}

}  // namespace tokendyno::metrics
