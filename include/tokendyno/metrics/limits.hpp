// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/metrics/run_result.hpp>
#include <tokendyno/metrics/run_summary.hpp>
#include <tokendyno/record/finish_reason.hpp>
#include <tokendyno/record/token_source.hpp>
#include <tokendyno/text/number.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tokendyno::metrics {

namespace detail {

inline std::string percent(double share) { return text::fixed(100 * share, 1) + " %"; }

inline std::string percent(std::uint64_t part, std::uint64_t all) {
  return percent(static_cast<double>(part) / static_cast<double>(all));
}

/// `count` and the noun that fits it.
inline std::string of(std::uint64_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + " " + std::string{count == 1 ? one : many};
}

/// What the streams of a run do not tell, collected figure by figure.
class limit_list {
 public:
  explicit limit_list(run_result const& result) : result_{result}, s_{result.summary} {}

  std::vector<limit> collect() {
    tokens();
    first_token();
    gaps();
    ends();
    return std::move(list_);
  }

 private:
  void add(std::string_view figures, std::string reason, bool grave = true) {
    list_.push_back({std::string{figures}, std::move(reason), grave});
  }

  [[nodiscard]] std::uint64_t from(record::token_source t) const {
    return s_.by_token_source[static_cast<std::size_t>(t)];
  }

  void tokens() {
    auto const completed = s_.measured.completed();
    if (auto const n = from(record::token_source::events); n > 0)
      add("output tokens, token rates, TPOT, prices",
          "The tokens of " + percent(n, completed) +
              " of the answers are counted from events, one each: token rates, TPOT and prices are guesses.");
    if (auto const n = from(record::token_source::unknown); n > 0)
      add("output tokens, token rates",
          "The tokens of " + percent(n, completed) + " of the answers are unknown: token rates are too low.");
    if (completed > 0 && s_.input_tokens == 0)
      add("input tokens", "The server does not say how many tokens the prompts have.", false);
  }

  void first_token() {
    if (s_.not_streamed > 0)
      add("TTFT, TPOT, gaps", of(s_.not_streamed, "answer", "answers") + " came in one piece.", false);
    if (s_.hidden_first > 0)
      add("TTFT", of(s_.hidden_first, "answer", "answers") +
                      " began with events of empty text, and nothing says whether these were tokens: the first token "
                      "may have come before the first visible one, which TTFT shows.");
    if (several_an_event())
      add("TTFT",
          "An event may bring several tokens: where its text was held back until a character was whole, the first "
          "token was generated before TTFT shows it.",
          false);
    if (2 * s_.headers_with_first > s_.measured.completed())
      add("time to headers",
          "Headers came with the first token in " + percent(s_.headers_with_first, s_.measured.completed()) +
              " of the answers: their time says nothing about queue or prefill.",
          false);
  }

  [[nodiscard]] bool several_an_event() const { return s_.tokens_per_event && *s_.tokens_per_event > 1.05; }

  void gaps() {
    if (several_an_event())
      add("ICL", "An event brings " + text::fixed(*s_.tokens_per_event, 2) +
                     " tokens on average: gaps between reads (ICL) are not gaps between tokens.");
    else if (s_.tokens_per_read && *s_.tokens_per_read > 1.05)
      add("ICL", "A read brings " + text::fixed(*s_.tokens_per_read, 2) + " tokens on average, " +
                     percent(s_.coalesced_share) +
                     " of the reads more than one event: gaps between reads (ICL) are not gaps between tokens.");
    if (auto const n = result_.streams.itl_unknown; n > 0)
      add("ITL",
          of(n, "answer does", "answers do") +
              " not say how many tokens each read brings: without a gap by token. A running count or token ids would "
              "tell.",
          false);
    if (s_.one_read > 0)
      add("TPOT, ITL, longest gap", of(s_.one_read, "answer", "answers") + " came in one read: without TPOT and gaps.");
  }

  void ends() {
    if (s_.no_done > 0) add("end of the answer", of(s_.no_done, "answer", "answers") + " ended without [DONE].");
    auto const none = s_.by_finish_reason[static_cast<std::size_t>(record::finish_reason::none)];
    if (none > 0)
      add("end of the answer", of(none, "answer", "answers") +
                                   " gave no finish reason: whether the model ended or was cut short is unknown.");
  }

  run_result const& result_;
  run_summary const& s_;
  std::vector<limit> list_;
};

}  // namespace detail

/// What the server's answers made impossible to measure, or measurable with a doubt only, figure by figure, from what
/// was seen; empty if all could be measured.
[[nodiscard]] inline std::vector<limit> limits(run_result const& result) {
  return detail::limit_list{result}.collect();
}

}  // namespace tokendyno::metrics
