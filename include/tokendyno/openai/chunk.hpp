// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/record/finish_reason.hpp>
#include <tokendyno/record/server_timings.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

namespace tokendyno::openai {

/// The visible output in an event, strongest first: an event with several kinds is of the first of them.
enum class content_kind : std::uint8_t {
  none,
  text,       ///< `delta.content`, `message.content` or `text`
  reasoning,  ///< `reasoning` or `reasoning_content`
  tool,       ///< `tool_calls[*].function` with a name or arguments
  refusal,
};

/// What one JSON object of a server says: an event of a stream, a whole answer, or the body of an error. Absent and
/// null members leave their default. Views hold until the parser's next object.
struct chunk {
  bool has_choices = false;  ///< `choices` is there and not empty
  std::uint32_t choice = 0;  ///< highest `index` of a choice
  content_kind content = content_kind::none;
  bool blank = false;           ///< a choice with an empty text and no role: perhaps a token whose bytes are incomplete
  std::uint32_t token_ids = 0;  ///< number of `token_ids` over all choices; `prompt_token_ids` never count
  record::finish_reason finish = record::finish_reason::none;
  std::string_view finish_word = {};  ///< the reason as the server writes it

  std::optional<std::uint32_t> prompt_tokens = {};      ///< `usage.prompt_tokens`
  std::optional<std::uint32_t> completion_tokens = {};  ///< `usage.completion_tokens`

  record::server_timings timings = {};  ///< llama.cpp's `timings`

  bool error = false;             ///< a top-level `error`, or `"object":"error"`
  int error_code = 0;             ///< its `code`, a number or a number in a string; else 0
  std::string_view message = {};  ///< of the error; else a top-level `message` or `detail`

  std::string_view id = {};
  std::string_view model = {};
  std::string_view system_fingerprint = {};
  std::string_view text = {};  ///< answer text of choice 0, if it was asked for
};

}  // namespace tokendyno::openai
