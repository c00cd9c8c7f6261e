// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace tokendyno::serve {

// All texts are patterns (serve/pattern.hpp).

/// The JSON of the answers of one endpoint. Values of all: `$common` `$id` `$created` `$model`, `$asked_model` (as the
/// request named it), `$sim` (this server's name), `$prompt_tokens` `$completion_tokens` `$total_tokens` (so far),
/// `$text`,
/// `$token_ids` `$prompt_token_ids` (`null` unless asked for), `$continuous` (`dialect::continuous_usage`, or nothing);
/// at the end also `$timings` out of the engine's own times: `$prompt_ms` `$prompt_per_token_ms` `$prompt_per_second`
/// and the same of `$predicted`.
struct answer_shape {
  std::string_view common = {};               ///< what all events share
  std::string_view role = {};                 ///< event before the first token; empty: none
  std::string_view token = {};                ///< event of a token
  std::string_view finish = {};               ///< event with the finish reason
  std::string_view finish_before_usage = {};  ///< the same where a usage event follows; empty: as `finish`
  std::string_view usage = {};                ///< event behind it, if the request asks for one; empty: none even then
  std::string_view whole = {};                ///< the body of an answer that is not streamed
};

/// How one cause of refusal is told. Values: `$message` (this one's, as JSON text), `$type` `$status`, `$param` (the
/// member at fault) and `$value`, `$at` (this one's `param`), `$reason` (in our words), `$model` `$asked_model`,
/// `$limit` (of the context),
/// `$prompt_tokens` `$max_tokens` `$total_tokens`.
struct refusal_shape {
  /// Where a streamed request finds the refusal; any other finds it in the status line.
  enum class place : std::uint8_t {
    status_line,
    event,        ///< in the stream, after a status of 200
    empty_stream  ///< nowhere: a stream of 200 without an event
  };

  int status = 0;  ///< 0: not refused, the request is served
  std::string_view message = "$reason";
  std::string_view type = "BadRequestError";
  std::string_view param = "null";  ///< JSON, the value of `$at`
  std::string_view body = {};       ///< empty: `dialect::error_body`
  std::string_view media = {};      ///< empty: `dialect::media`
  place streamed = place::status_line;
};

/// All causes of refusal.
struct refusal_shapes {
  refusal_shape bad_json{};
  refusal_shape missing_input{};   ///< neither messages nor a prompt
  refusal_shape bad_value{};       ///< another member that cannot be served
  refusal_shape bad_max_tokens{};  ///< below 1
  refusal_shape wrong_model{};
  refusal_shape prompt_too_long{};  ///< by itself
  refusal_shape output_too_long{};  ///< by itself
  refusal_shape both_too_long{};    ///< prompt and answer together
  refusal_shape queue_full{};
  refusal_shape never_fits{};  ///< the key-value pool is smaller than the request
  refusal_shape bad_key{};
  refusal_shape bad_method{};
  refusal_shape not_found{};  ///< no such path
};

/// One of `refusal_shapes`.
using refusal_cause = refusal_shape refusal_shapes::*;

/// A resource to GET. Values: `$model` `$created` `$sim` `$root` `$limit` `$load`.
struct page {
  std::string_view path = {};
  std::string_view body = {};
  int status = 200;
  std::string_view media = {};  ///< empty: `dialect::media`
};

/// What a metric shows.
enum class figure : std::uint8_t {
  zero,
  running,
  waiting,
  kv_usage,
  preemptions,
  prompt_tokens,
  generation_tokens,
  finished,
  aborted,
  steps,
  longest,            ///< prompt and answer of the longest sequence
  prompt_seconds,     ///< spent on prompts
  predicted_seconds,  ///< spent on answers behind their first token
  prompt_rate,        ///< prompt tokens a second of those
  predicted_rate,     ///< answer tokens a second of those
  tokens_per_step,
  cache_config,  ///< 1, facts in the labels
  ttft,          ///< histograms from here on
  itl,
  e2e
};

/// A metric under an engine's name.
struct metric {
  std::string_view name = {};
  std::string_view help = {};
  std::string_view type = {};  ///< `gauge`, `counter` or `histogram`
  figure shows = figure::zero;
  std::string_view labels = {};  ///< more than `dialect::metric_labels`
};

/// How an inference server talks: what its bytes look like where they differ from server to server, as plain data.
struct dialect {
  std::string_view name = {};

  answer_shape chat = {};
  answer_shape completions = {};
  std::string_view continuous_usage = {};  ///< usage in every event, if asked for; empty: never
  std::string_view timings = {};           ///< what `$timings` stands for
  bool finish_with_last_token = false;     ///< `finish` carries the last token; false: it comes behind it
  bool events_share_chunks = false;        ///< role and first token, and finish and usage, in one HTTP chunk each
  bool says_done = true;                   ///< [DONE] ends a stream
  bool cuts_at_context = false;            ///< an answer that would not fit ends early instead of being refused

  std::string_view head = {};  ///< header lines of a whole response; values `$date` `$type` `$length` `$id` `$server`
  std::string_view stream_head = {};  ///< of a streamed one
  std::string_view error_head = {};   ///< of an error; empty: as `head`
  std::string_view crash_head = {};   ///< of a 500 in plain text, which no handler has seen; empty: as `error_head`
  std::string_view media = "application/json";  ///< of answers and errors that do not say another
  bool closes_after_stream = false;             ///< the connection, whatever the head says
  bool closes_after_error = false;
  std::uint32_t requests_per_connection = 0;  ///< then it is closed; 0: no limit

  std::string_view error_body = {};
  refusal_shapes refusals = {};
  std::span<page const> pages = {};
  std::span<metric const> metrics = {};  ///< empty: no /metrics
  std::string_view metrics_media = {};
  std::string_view metric_labels = {};
};

}  // namespace tokendyno::serve
