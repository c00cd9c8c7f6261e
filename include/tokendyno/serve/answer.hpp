// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/openai/chat_request.hpp>
#include <tokendyno/serve/completion_request.hpp>
#include <tokendyno/serve/dialect.hpp>
#include <tokendyno/serve/http_response.hpp>
#include <tokendyno/serve/pattern.hpp>
#include <tokendyno/text/json.hpp>
#include <tokendyno/workload/words.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace tokendyno::serve {

/// What the engine spent on one answer.
struct spent_time {
  duration prompt{};     ///< from the step that first computed of the prompt to the first token
  duration predicted{};  ///< from the first token to the last
};

/// Writes one answer in the words of a dialect. Each event, or each group of events that the dialect keeps together, is
/// one chunk of HTTP/1.1 chunked coding.
class answer {
 public:
  /// An answer to `asked` as `how`, which must outlive it. `known` holds what all bodies of the server share: `$id`,
  /// `$created`, `$model`, `$sim`.
  answer(dialect const& how, completion_request const& asked, std::uint64_t id, values known)
      : how_{&how},
        shape_{asked.endpoint == openai::endpoint::chat ? &how.chat : &how.completions},
        values_{std::move(known)},
        id_{id},
        prompt_{asked.prompt_tokens},
        usage_{asked.include_usage},
        token_ids_{asked.return_token_ids} {
    values_.set("prompt_tokens", std::to_string(prompt_)).set("continuous", {});
    values_.set("token_ids", "null").set("prompt_token_ids", "null").set("text", {});
    if (asked.continuous_usage) continuous_ = how.continuous_usage;
    if (token_ids_) values_.set("prompt_token_ids", ids(0, prompt_));
    values_.set("common", values_.filled(shape_->common));
  }

  /// The word that stands for token `ordinal` (from 0) of the answer.
  [[nodiscard]] std::string_view word(std::uint32_t ordinal) const noexcept {
    return workload::common_words[word_id(ordinal)];
  }

  /// Appends what a stream has of token `ordinal` (from 0) to `out`: before the first token the role, after the last
  /// finish, usage and [DONE] as the dialect has them. `spent` is looked at with the last one.
  void append_token(std::string& out, std::uint32_t ordinal, bool last, spent_time spent = {}) {
    std::string chunk;
    if (ordinal == 0 && !shape_->role.empty()) {
      count(0);
      event(chunk, shape_->role);
      if (!how_->events_share_chunks) flush(out, chunk);
    }
    count(ordinal + 1);
    values_.set("text", std::string{" "}.append(word(ordinal)));
    if (token_ids_) values_.set("token_ids", ids(ordinal, 1));
    if (!last || !how_->finish_with_last_token) {
      event(chunk, shape_->token);
      flush(out, chunk);
    }
    if (last) end(out, spent);
  }

  /// The JSON body of a whole answer of `tokens` tokens, for a request without `stream`.
  [[nodiscard]] std::string whole(std::uint32_t tokens, spent_time spent = {}) {
    std::string text;
    for (std::uint32_t i = 0; i < tokens; ++i) text.append(" ").append(word(i));
    count(tokens);
    values_.set("text", std::move(text));
    if (token_ids_) values_.set("token_ids", ids(0, tokens));
    tell_time(tokens, spent);
    return values_.filled(shape_->whole);
  }

 private:
  [[nodiscard]] std::size_t word_id(std::uint32_t ordinal) const noexcept {
    return (id_ * 31 + ordinal * 7) % workload::common_words.size();
  }

  // A JSON list of the ids of `size` tokens from `first` on.
  [[nodiscard]] std::string ids(std::uint32_t first, std::uint32_t size) const {
    std::string list = "[";
    for (std::uint32_t i = first; i < first + size; ++i) {
      list.append(i > first ? "," : "").append(std::to_string(word_id(i)));
    }
    return list + "]";
  }

  void count(std::uint32_t completion) {
    completion_ = completion;
    values_.set("completion_tokens", std::to_string(completion));
    values_.set("total_tokens", std::to_string(prompt_ + completion));
    if (!continuous_.empty()) values_.set("continuous", values_.filled(continuous_));
  }

  void end(std::string& out, spent_time spent) {
    tell_time(completion_, spent);
    bool const usage_follows = usage_ && !shape_->usage.empty();
    std::string chunk;
    event(chunk, usage_follows && !shape_->finish_before_usage.empty() ? shape_->finish_before_usage : shape_->finish);
    if (usage_follows) {
      if (!how_->events_share_chunks) flush(out, chunk);
      event(chunk, shape_->usage);
    }
    flush(out, chunk);
    if (how_->says_done) append_chunk(out, "data: [DONE]\n\n");
    out += last_chunk;
  }

  void tell_time(std::uint32_t tokens, spent_time spent) {
    if (how_->timings.empty()) return;
    rate("prompt_ms", "prompt_per_token_ms", "prompt_per_second", spent.prompt, prompt_);
    rate("predicted_ms", "predicted_per_token_ms", "predicted_per_second", spent.predicted, tokens - 1);
    values_.set("timings", values_.filled(how_->timings));
  }

  void rate(std::string_view total, std::string_view each, std::string_view per_second, duration spent,
            std::uint32_t tokens) {
    double const ms = seconds(spent) * 1e3;
    set_number(total, ms);
    set_number(each, tokens > 0 ? ms / tokens : 0);
    set_number(per_second, ms > 0 ? 1e3 * tokens / ms : 0);
  }

  void set_number(std::string_view name, double value) {
    std::string text;
    text::append_json_number(text, value);
    values_.set(name, std::move(text));
  }

  void event(std::string& out, std::string_view pattern) const {
    out += "data: ";
    values_.fill(out, pattern);
    out += "\n\n";
  }

  static void flush(std::string& out, std::string& chunk) {
    append_chunk(out, chunk);
    chunk.clear();
  }

  dialect const* how_;
  answer_shape const* shape_;
  values values_;
  std::string_view continuous_;
  std::uint64_t id_;
  std::uint32_t prompt_;
  std::uint32_t completion_ = 0;
  bool usage_;
  bool token_ids_;
};

}  // namespace tokendyno::serve
