// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/openai/chunk.hpp>
#include <tokendyno/openai/error_text.hpp>
#include <tokendyno/record/request_record.hpp>

#include <string>
#include <string_view>

namespace tokendyno::openai {

/// How a streamed body came to its end.
struct stream_end {
  bool whole = true;                   ///< the HTTP message is complete; false: it was cut
  bool error_event = false;            ///< the server said in the stream that it failed
  std::string_view finish_word = {};   ///< a finish reason that is no success, as the server wrote it
  std::string_view content_type = {};  ///< as sent, to explain a stream without events
};

/// The outcome that a status other than 2xx stands for.
[[nodiscard]] constexpr record::outcome outcome_of_status(int http_status) noexcept {
  if (http_status == 429) return record::outcome::http_429;
  if (http_status >= 400 && http_status < 500) return record::outcome::http_4xx;
  if (http_status >= 500 && http_status < 600) return record::outcome::http_5xx;
  return record::outcome::http_other;
}

/// Ends a record with an outcome and a message of ours.
inline void end_with(record::request_record& r, record::outcome o, std::string_view message) {
  r.outcome = o;
  assign_error_text(r.error, message);
}

/// Ends the record of a stream whose events have been tallied: an error event or a finish reason such as `abort` is
/// `in_stream_error`; without a finish reason and without [DONE] it is `truncated_stream`, but a whole one without any
/// event is `empty`, as is one without a token. Otherwise the answer is whole, though [DONE] may be missing.
inline void judge_stream(record::request_record& r, stream_end const& end) {
  using record::outcome;
  if (end.error_event) {
    r.outcome = outcome::in_stream_error;
  } else if (!end.finish_word.empty()) {
    end_with(r, outcome::in_stream_error, std::string("finish_reason: ").append(end.finish_word));
  } else if (!r.finished && !r.done && (r.first_event || !end.whole)) {
    end_with(r, outcome::truncated_stream, "the stream ended without a finish reason and without [DONE]");
  } else if (!r.first_event) {
    end_with(r, outcome::empty, std::string("a stream without an event, content type: ").append(end.content_type));
  } else if (r.output_tokens == 0) {
    end_with(r, outcome::empty, "a stream without a token");
  } else {
    r.outcome = outcome::completed;
    r.no_done = !r.done;
  }
}

/// Ends the record of an answer that came as one JSON body, complete at `at`. Only its last instant is known, so there
/// is no first one; tokens come from `usage`, else from `token_ids` or `timings`, else they stay unknown.
inline void judge_answer(record::request_record& r, chunk const& answer, time_point at) {
  using record::outcome;
  r.input_tokens = answer.prompt_tokens.value_or(answer.timings.input_tokens().value_or(0));
  bool const shows = answer.content != content_kind::none || answer.token_ids > 0;
  // A usage of 0 beside output is a gateway's default, not a count.
  if (answer.completion_tokens && (*answer.completion_tokens > 0 || !shows)) {
    r.output_tokens = *answer.completion_tokens;
    r.tokens_from = record::token_source::usage;
  } else if (answer.token_ids > 0) {
    r.output_tokens = answer.token_ids;
    r.tokens_from = record::token_source::token_ids;
  } else if (answer.timings.predicted_tokens.value_or(0) > 0) {
    r.output_tokens = *answer.timings.predicted_tokens;
    r.tokens_from = record::token_source::timings;
  }
  r.timings = answer.timings;
  r.finish = answer.finish;
  if (r.finish != record::finish_reason::none) r.finished = at;
  bool const any_token = r.output_tokens > 0 || answer.content != content_kind::none;
  if (any_token) r.last = at;
  if (r.finish != record::finish_reason::none && !record::is_success(r.finish)) {
    end_with(r, outcome::in_stream_error, std::string("finish_reason: ").append(answer.finish_word));
  } else if (!any_token) {
    end_with(r, outcome::empty, "an answer without a token");
  } else {
    r.outcome = outcome::completed;
  }
}

}  // namespace tokendyno::openai
