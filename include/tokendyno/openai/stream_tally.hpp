// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/openai/chunk.hpp>
#include <tokendyno/record/request_record.hpp>

#include <algorithm>
#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>

namespace tokendyno::openai {

/// Turns the events of a stream into the instants, counts and reads of a record: the rule which event holds a token
/// stands here (docs/concepts.md#token-events).
///
/// A token is in an event with choices that shows output, lists `token_ids`, or whose running
/// `usage.completion_tokens` is above that of the last event with choices before it; the first count seen is only the
/// base. An event without choices never counts, whatever its usage says. N is the last count of any event; if the
/// answer has several choices, the sum of the last ones, where several events without choices bring one each.
class stream_tally {
 public:
  /// Begins another stream; `out` must outlive it.
  void start(record::request_record& out) noexcept {
    *this = stream_tally{};
    out_ = &out;
  }

  /// A socket read that returned at `at` follows. If the last row is of this very read, it goes on.
  void open_read(time_point at) {
    read_ = {.at = at};
    unknown_tokens_ = false;
    if (out_->reads.empty() || out_->reads.back().at != at) return;
    read_ = out_->reads.back();
    out_->reads.pop_back();
    unknown_tokens_ = read_.content() > 0 && read_.tokens == 0;
  }

  /// A data event has come that says nothing about the answer, such as an error.
  void add_event() noexcept { raise(read_.events); }

  /// A data event has come.
  void add(chunk const& c) {
    add_event();
    if (c.prompt_tokens) out_->input_tokens = *c.prompt_tokens;
    take_usage(c);
    if (!c.timings.empty()) out_->timings = c.timings;
    if (!c.has_choices) return;
    raise(read_.choices);
    bool const grew = c.completion_tokens && last_count_ && *c.completion_tokens > *last_count_;
    if (c.content != content_kind::none || c.token_ids > 0 || grew)
      add_tokens(c);
    else if (c.blank)
      raise(read_.blank);
    if (c.completion_tokens) last_count_ = c.completion_tokens;
    if (c.finish == record::finish_reason::none) return;
    if (!out_->finished) out_->finished = read_.at;
    if (out_->finish == record::finish_reason::none || !record::is_success(c.finish)) out_->finish = c.finish;
  }

  /// The socket read is over: its row is kept if it held a data event.
  void close_read() {
    if (read_.events == 0) return;
    if (unknown_tokens_) read_.tokens = 0;
    out_->reads.push_back(read_);
    read_ = {};
  }

  /// The stream is over: sets the number of tokens with its source, the content reads and the tokens of the first.
  void settle() noexcept {
    auto& r = *out_;
    r.content_reads = 0;
    for (auto const& read : r.reads) {
      if (read.content() == 0) continue;
      if (r.content_reads == 0) r.first_read_tokens = read.tokens;
      ++r.content_reads;
    }
    if (r.input_tokens == 0) r.input_tokens = r.timings.input_tokens().value_or(0);
    // A usage of 0 beside tokens that were seen is a gateway's default, not a count.
    if (usage_ && (*usage_ > 0 || r.content_events == 0)) {
      r.output_tokens = *usage_;
      r.tokens_from = record::token_source::usage;
    } else if (token_ids_ > 0) {
      r.output_tokens = token_ids_;
      r.tokens_from = record::token_source::token_ids;
    } else if (r.timings.predicted_tokens.value_or(0) > 0) {
      r.output_tokens = *r.timings.predicted_tokens;
      r.tokens_from = record::token_source::timings;
    } else if (r.content_events > 0) {
      r.output_tokens = r.content_events;
      r.tokens_from = record::token_source::events;
    }
  }

 private:
  template <std::unsigned_integral Count>
  static void raise(Count& n) noexcept {
    if (n < std::numeric_limits<Count>::max()) ++n;
  }

  // llama.cpp tells the tokens of each choice in a chunk of its own, vLLM those of all in one; the last count stands
  // for all else.
  void take_usage(chunk const& c) noexcept {
    choice_ = std::max(choice_, c.choice);
    if (!c.completion_tokens) return;
    bool const of_one_choice = !c.has_choices && choice_ > 0 && of_choices_ > 0;
    of_choices_ = (of_one_choice ? of_choices_ : 0) + (c.has_choices ? 0 : *c.completion_tokens);
    usage_ = of_one_choice ? of_choices_ : *c.completion_tokens;
  }

  void add_tokens(chunk const& c) noexcept {
    auto& r = *out_;
    if (c.token_ids > 0) {
      token_ids_ += c.token_ids;
      read_.tokens += c.token_ids;
      attributed_ += c.token_ids;
    } else if (c.completion_tokens && (last_count_ || r.content_events == 0)) {
      // Tokens that came before in events that showed none of them belong to this read, the first that can be told.
      if (*c.completion_tokens > attributed_) read_.tokens += *c.completion_tokens - attributed_;
    } else {
      unknown_tokens_ = true;
    }
    if (c.completion_tokens) attributed_ = *c.completion_tokens;

    switch (c.content) {
      case content_kind::none: raise(read_.counted); break;
      case content_kind::text: raise(read_.text); break;
      case content_kind::reasoning: raise(read_.reasoning); break;
      case content_kind::tool: raise(read_.tool); break;
      case content_kind::refusal: raise(read_.refusal); break;
    }
    raise(r.content_events);
    if (!r.first) r.first = read_.at;
    r.last = read_.at;
    if (c.content == content_kind::none) return;
    if (!r.first_visible) r.first_visible = read_.at;
    if (c.content != content_kind::reasoning && !r.answer) r.answer = read_.at;
  }

  record::request_record* out_ = nullptr;
  record::stream_read read_;
  std::optional<std::uint32_t> usage_;       // last count of any event
  std::optional<std::uint32_t> last_count_;  // last count of an event with choices
  std::uint32_t choice_ = 0;                 // highest index of a choice
  std::uint32_t of_choices_ = 0;             // sum of the counts of events without choices, one after the other
  std::uint32_t token_ids_ = 0;
  std::uint32_t attributed_ = 0;  // tokens that are in a read already
  bool unknown_tokens_ = false;   // the open read holds a token event of unknown size
};

}  // namespace tokendyno::openai
