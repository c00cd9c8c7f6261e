// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/metrics/cross_check_notes.hpp>
#include <tokendyno/metrics/limits.hpp>
#include <tokendyno/metrics/run_result.hpp>
#include <tokendyno/metrics/run_summary.hpp>
#include <tokendyno/record/outcome.hpp>
#include <tokendyno/text/number.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tokendyno::metrics {

namespace detail {

/// True if the server answered with another model than it was asked for; a revision after `@` is no other model.
inline bool other_model(run_result const& result) {
  auto const& asked = result.settings.model;
  auto const& answered = result.server.answered_model;
  if (asked.empty() || answered.empty() || asked == answered) return false;
  return asked != answered.substr(0, answered.rfind('@'));
}

/// True if the server lists its models and the one that was asked for is not among them.
inline bool unlisted_model(run_result const& result) {
  auto const& listed = result.server.listed;
  return !listed.empty() && std::find(listed.begin(), listed.end(), result.settings.model) == listed.end();
}

inline std::vector<std::string> notes_on_ends(run_result const& result) {
  std::vector<std::string> notes;
  if (other_model(result))
    notes.push_back("Asked for the model \"" + result.settings.model + "\", answered by \"" +
                    result.server.answered_model + "\".");
  else if (unlisted_model(result) && result.summary.measured.completed() > 0)
    notes.push_back("The model \"" + result.settings.model + "\" is not among those that the server lists (" +
                    result.server.listed.front() + (result.server.listed.size() > 1 ? ", …" : "") +
                    "): another may have answered under its name.");
  auto const& counts = result.summary.measured;
  if (!result.aborted.empty()) notes.push_back("The run ended itself: " + result.aborted);
  if (result.interrupted) notes.push_back("The run was interrupted: the figures are of what there was.");
  if (counts.completed() == 0) notes.push_back("No measured request gave a whole answer: there are no latencies.");
  if (counts.failed() > 0) {
    std::string classes;
    std::uint64_t timed_out = 0;
    for (std::size_t i = 0; i < record::outcome_count; ++i) {
      auto const o = static_cast<record::outcome>(i);
      if (o == record::outcome::completed || o == record::outcome::cancelled || counts.by_outcome[i] == 0) continue;
      classes += (classes.empty() ? "" : ", ") + std::string{name(o)} + " " + std::to_string(counts.by_outcome[i]);
      if (o == record::outcome::timeout_first_token || o == record::outcome::timeout_idle ||
          o == record::outcome::timeout_total)
        timed_out += counts.by_outcome[i];
    }
    auto text = percent(counts.failed(), counts.issued) + " of the measured requests failed (" + classes +
                "): they meet no SLO, and are not in the latencies";
    if (timed_out > 0) text += ", but for timeouts, which are in them as longer than the time they had";
    notes.push_back(text + ".");
  }
  if (counts.cancelled() > 0)
    notes.push_back(of(counts.cancelled(), "measured request was", "measured requests were") +
                    " cut before the end: not in the latencies, undecided or not met for an SLO.");
  return notes;
}

inline std::vector<std::string> notes_on_answers(run_result const& result) {
  std::vector<std::string> notes;
  auto const& s = result.summary;
  for (auto const& each : limits(result)) {
    if (each.grave) notes.push_back(each.reason);
  }
  if (s.late_visible > 0 && s.ttfv.p50 && s.ttft.p50)
    notes.push_back("In " + of(s.late_visible, "answer", "answers") +
                    " the first text came later than the first token: TTFV has a median of " +
                    text::fixed(milliseconds(s.ttfv.p50->value), 1) + " ms, TTFT of " +
                    text::fixed(milliseconds(s.ttft.p50->value), 1) + " ms.");
  if (s.data_after_done > 0)
    notes.push_back(of(s.data_after_done, "answer", "answers") + " went on after [DONE]; what came is ignored.");
  if (s.reconnects > 0)
    notes.push_back(
        "The server closes connections that it keeps for more: " + of(s.reconnects, "reconnect", "reconnects") +
        ", a new connection per request since. Connecting is in no latency.");
  return notes;
}

}  // namespace detail

/// Fewest requests for which the 95 % order-statistic interval of p95 has an upper end; fewer make it a guess.
inline constexpr std::uint64_t enough_for_p95 = 72;
/// The same for p99.
inline constexpr std::uint64_t enough_for_p99 = 368;

/// What is to be said of the size of a run's sample; empty if it is large enough for p99, or if there is none.
[[nodiscard]] inline std::string sample_note(run_result const& result) {
  auto const n = result.summary.e2e.n;
  if (n == 0 || n >= enough_for_p99) return {};
  bool const both = n < enough_for_p95;
  return detail::of(n, "request is", "requests are") + " too few for " + (both ? "p95 and p99" : "p99") +
         ": a 95 % interval has no upper end below " + (both ? "72 and 368" : "368") + ".";
}

namespace detail {

inline std::vector<std::string> notes_on_sample(run_result const& result) {
  std::vector<std::string> notes;
  auto const& s = result.summary;
  if (auto const few = sample_note(result); !few.empty()) notes.push_back(few);
  if (result.window.whole_run)
    notes.push_back("The window is the whole run: rates are diluted by ramp-up and drain, first requests included.");
  if (s.little_difference && *s.little_difference > 0.02)
    notes.push_back("Requests in flight are " + text::fixed(s.mean_in_flight, 2) + " by time and " +
                    text::fixed(s.little_in_flight.value_or(0), 2) +
                    " by Little's law: the window is short, or the load was not steady.");
  if (result.settings.stream && s.not_streamed > 0)
    notes.push_back(of(s.not_streamed, "answer", "answers") +
                    " came in one piece, although a stream was asked for: no first token, no TTFT bound met.");
  if (s.slo && s.slo->undefined > 0)
    notes.push_back(of(s.slo->undefined, "request counts", "requests count") +
                    " as meeting a TPOT or ITL bound without such a figure.");
  return notes;
}

/// The first second of the window, if it brought less than half the mean and less than any other whole second.
inline std::optional<double> stalled_start(run_result const& result) {
  constexpr std::size_t enough = 5;
  auto const whole = static_cast<std::size_t>(result.window.length() / std::chrono::seconds{1});
  if (result.window.whole_run || whole < enough) return std::nullopt;
  auto tokens = result.streams.tokens_per_second;
  tokens.resize(std::max(whole, tokens.size()));
  auto const least = *std::min_element(tokens.begin() + 1, tokens.begin() + static_cast<std::ptrdiff_t>(whole));
  double const mean = result.streams.output_tokens / seconds(result.window.length());
  return tokens[0] < 0.5 * mean && tokens[0] < least ? std::optional{tokens[0] / mean} : std::nullopt;
}

/// What is to be said of a run whose window began with a stall; empty otherwise.
inline std::string stall_note(run_result const& result) {
  auto const share = stalled_start(result);
  if (!share) return {};
  return "The first second of the window brought " + percent(*share) +
         " of the mean token rate: the warm-up may have been too short.";
}

inline std::vector<std::string> notes_on_client(run_result const& result) {
  std::vector<std::string> notes;
  auto const& s = result.summary;
  if (auto const stall = stall_note(result); !stall.empty()) notes.push_back(stall);
  if (result.settings.open_loop && s.client_queue.p99 && s.e2e.p95 &&
      s.client_queue.p99->value > s.e2e.p95->value / 100)
    notes.push_back("Requests were sent late: p99 of the client's queue is " +
                    text::fixed(milliseconds(s.client_queue.p99->value), 1) +
                    " ms, above 1 % of p95 E2E. Only figures from the scheduled instant are valid.");
  return notes;
}

}  // namespace detail

/// Sentences that a reader of the figures must know, the gravest first; empty if there is nothing to say.
[[nodiscard]] inline std::vector<std::string> notes(run_result const& result) {
  auto all = detail::notes_on_ends(result);
  for (auto&& more : {cross_check_notes(result), detail::notes_on_client(result), detail::notes_on_answers(result),
                      detail::notes_on_sample(result)})
    all.insert(all.end(), more.begin(), more.end());
  return all;
}

}  // namespace tokendyno::metrics
