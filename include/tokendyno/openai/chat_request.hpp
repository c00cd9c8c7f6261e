// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/error.hpp>
#include <tokendyno/openai/json_members.hpp>
#include <tokendyno/text/json.hpp>

#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tokendyno::openai {

/// The two interfaces of an OpenAI-compatible server that generate text.
enum class endpoint : std::uint8_t {
  chat,         ///< `/v1/chat/completions`: messages, answered in the chat template
  completions,  ///< `/v1/completions`: the bare prompt, continued
};

/// The usual path of `e` on a server.
[[nodiscard]] constexpr std::string_view path(endpoint e) noexcept {
  return e == endpoint::chat ? "/v1/chat/completions" : "/v1/completions";
}

/// What to ask of a model.
struct chat_request {
  std::string model = {};                  ///< name the server knows the model by
  std::string prompt = {};                 ///< the user's message, or the text to continue
  std::uint32_t max_tokens = 128;          ///< limit of generated tokens; 0: not sent, the server's own limit holds
  std::string system = {};                 ///< system message before the prompt; chat only; empty: none
  bool stream = true;                      ///< false: one JSON answer, without TTFT
  bool include_usage = true;               ///< ask for token counts in the stream: `stream_options.include_usage`
  bool continuous_usage = false;           ///< a running count in every event; vLLM, with `include_usage` only
  std::optional<double> temperature = {};  ///< not sent if empty: the server's default
  std::optional<std::int64_t> seed = {};   ///< seed of the sampler
  bool ignore_eos = false;                 ///< generate up to `max_tokens`; vLLM, llama.cpp, SGLang
  std::optional<std::uint32_t> min_tokens = {};  ///< no end before so many tokens; vLLM
  bool return_token_ids = false;                 ///< token ids in every event, for exact token stamps; vLLM
  openai::endpoint endpoint = openai::endpoint::chat;
  std::string extra_body = {};  ///< further JSON members without braces, e.g. `"top_k": 1`; they replace built ones
};

/// The JSON body of `r`; invalid UTF-8 becomes U+FFFD. No `stream_options` without `stream`. Throws
/// `invalid_argument` if `extra_body` is not the inside of a JSON object or names a member twice, if `temperature` is
/// not finite, for a system message with the completions endpoint, which has no place for it, and for more than one
/// choice (`"n": 2`), whose tokens servers mix and count in different ways.
[[nodiscard]] inline std::string body(chat_request const& r) {
  if (r.temperature && !std::isfinite(*r.temperature)) {
    throw invalid_argument("chat_request.temperature must be finite");
  }
  if (r.endpoint == endpoint::completions && !r.system.empty()) {
    throw invalid_argument("chat_request.system needs the chat endpoint: /v1/completions has no system message");
  }
  json_members const extra(r.extra_body, "chat_request.extra_body");
  if (extra.number("n").value_or(1) > 1) {
    throw invalid_argument(
        "chat_request.extra_body: \"n\" must be 1, the tokens of several choices come mixed in one stream");
  }

  std::string out;
  out.reserve(256 + r.prompt.size() + r.system.size() + r.extra_body.size());
  auto const member = [&out, &extra](std::string_view name) {
    if (extra.contains(name)) return false;
    out.append(out.empty() ? "{\"" : ",\"").append(name).append("\":");
    return true;
  };
  auto const flag = [&out, &member](std::string_view name, bool value) {
    if (member(name)) out.append(value ? "true" : "false");
  };
  if (member("model")) text::append_json_string(out, r.model);
  if (r.endpoint == endpoint::completions) {
    if (member("prompt")) text::append_json_string(out, r.prompt);
  } else if (member("messages")) {
    out.append("[");
    if (!r.system.empty()) {
      out.append(R"({"role":"system","content":)");
      text::append_json_string(out, r.system);
      out.append("},");
    }
    out.append(R"({"role":"user","content":)");
    text::append_json_string(out, r.prompt);
    out.append("}]");
  }
  if (r.max_tokens > 0 && member("max_tokens")) text::append_json_number(out, r.max_tokens);
  if (r.min_tokens && member("min_tokens")) text::append_json_number(out, *r.min_tokens);
  if (r.temperature && member("temperature")) text::append_json_number(out, *r.temperature);
  if (r.seed && member("seed")) text::append_json_number(out, *r.seed);
  if (r.ignore_eos) flag("ignore_eos", true);
  if (r.return_token_ids) flag("return_token_ids", true);
  flag("stream", r.stream);
  if (r.stream && r.include_usage && member("stream_options")) {
    out.append(r.continuous_usage ? R"({"include_usage":true,"continuous_usage_stats":true})"
                                  : R"({"include_usage":true})");
  }
  if (!extra.text().empty()) out.append(out.empty() ? "{" : ",").append(extra.text());
  out.append("}");
  return out;
}

}  // namespace tokendyno::openai
