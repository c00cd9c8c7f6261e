// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/openai/chat_request.hpp>
#include <tokendyno/serve/refusal.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include <simdjson.h>

namespace tokendyno::serve {

/// What a client asks of the simulated engine.
struct completion_request {
  openai::endpoint endpoint = openai::endpoint::chat;
  std::string model = {};
  std::uint32_t prompt_tokens = 0;  ///< one for each word of the messages or the prompt
  std::uint32_t max_tokens = 16;    ///< length of the answer: the simulated model never ends by itself
  bool stream = false;
  bool include_usage = false;
  bool continuous_usage = false;
  bool return_token_ids = false;
};

/// Words of `text`, set apart by white space: the tokens of the simulated engine.
[[nodiscard]] constexpr std::uint32_t count_words(std::string_view text) noexcept {
  std::uint32_t words = 0;
  bool inside = false;
  for (char const c : text) {
    bool const blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    words += !blank && !inside ? 1U : 0U;
    inside = !blank;
  }
  return words;
}

namespace detail {

/// Words of a message's content: a string, or a list of parts with a `text` each.
inline std::uint32_t content_words(simdjson::dom::element content) {
  if (std::string_view text; content.get(text) == simdjson::SUCCESS) return count_words(text);
  std::uint32_t words = 0;
  if (simdjson::dom::array parts; content.get(parts) == simdjson::SUCCESS) {
    for (auto const part : parts) {
      if (std::string_view text; part["text"].get(text) == simdjson::SUCCESS) words += count_words(text);
    }
  }
  return words;
}

}  // namespace detail

/// Reads the body of a request for `endpoint`, or says what is wrong with it.
[[nodiscard]] inline std::variant<completion_request, refusal> read_request(openai::endpoint endpoint,
                                                                            std::string_view body) {
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  if (parser.parse(body.data(), body.size()).get(root) != simdjson::SUCCESS || !root.is_object()) {
    return refusal{.cause = &refusal_shapes::bad_json, .param = "body", .reason = "the body is not a JSON object"};
  }
  completion_request out{.endpoint = endpoint};
  if (std::string_view model; root["model"].get(model) == simdjson::SUCCESS) out.model = model;
  bool flag = false;
  if (root["stream"].get(flag) == simdjson::SUCCESS) out.stream = flag;

  bool const chat = endpoint == openai::endpoint::chat;
  std::string const input = chat ? "messages" : "prompt";
  simdjson::dom::element given;
  if (root[input].get(given) != simdjson::SUCCESS) {
    return refusal{
        .cause = &refusal_shapes::missing_input, .param = input, .reason = "'" + input + "': Field required"};
  }
  if (simdjson::dom::array list; given.get(list) == simdjson::SUCCESS) {
    for (auto const item : list) {
      simdjson::dom::element content;
      if (item["content"].get(content) == simdjson::SUCCESS) out.prompt_tokens += detail::content_words(content);
      if (!chat) out.prompt_tokens += item.is_string() ? detail::content_words(item) : 1U;  // a list of token ids
    }
  } else {
    out.prompt_tokens = detail::content_words(given);
  }
  if (out.prompt_tokens == 0) return refusal{.param = input, .reason = "the prompt has no token"};

  for (char const* const name : {"max_tokens", "max_completion_tokens"}) {
    std::int64_t limit = 0;
    if (root[name].get(limit) != simdjson::SUCCESS) continue;
    if (limit < 1 || limit > 1'000'000'000) {
      return refusal{.cause = &refusal_shapes::bad_max_tokens,
                     .param = "max_tokens",
                     .value = std::to_string(limit),
                     .reason = "max_tokens must be at least 1, got " + std::to_string(limit) + "."};
    }
    out.max_tokens = static_cast<std::uint32_t>(limit);
  }
  if (std::int64_t n = 1; root["n"].get(n) == simdjson::SUCCESS && n != 1) {
    return refusal{.param = "n",
                   .value = std::to_string(n),
                   .reason = "n=" + std::to_string(n) + " is not supported by the simulated engine"};
  }
  if (root["return_token_ids"].get(flag) == simdjson::SUCCESS) out.return_token_ids = flag;
  if (simdjson::dom::object options; root["stream_options"].get(options) == simdjson::SUCCESS) {
    if (!out.stream) {
      return refusal{.param = "stream_options",
                     .reason = "Stream options can only be defined when `stream=True`. (parameter=stream_options)"};
    }
    if (options["include_usage"].get(flag) == simdjson::SUCCESS) out.include_usage = flag;
    if (options["continuous_usage_stats"].get(flag) == simdjson::SUCCESS)
      out.continuous_usage = flag && out.include_usage;
  }
  return out;
}

}  // namespace tokendyno::serve
