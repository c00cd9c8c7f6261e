// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/openai/chat_request.hpp>
#include <tokendyno/serve/completion_request.hpp>
#include <tokendyno/text/json.hpp>
#include <tokendyno/workload/words.hpp>

#include <array>
#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>

namespace tokendyno::serve {

/// Writes one answer as vLLM does: the role chunk together with the first token, one event a token, the finish reason
/// in the event of the last token, a usage event if asked, [DONE]. Each event is one chunk of HTTP/1.1 chunked coding.
class answer {
 public:
  /// An answer to `asked`, known as `id`, from a server that calls its model `model`; `created` is its Unix time.
  answer(completion_request const& asked, std::uint64_t id, std::string_view model, std::int64_t created)
      : asked_{asked}, id_{id} {
    bool const chat = asked.endpoint == openai::endpoint::chat;
    head_ = std::string{chat ? R"({"id":"chatcmpl-)" : R"({"id":"cmpl-)"} + std::to_string(id) + R"(","object":")" +
            (chat ? (asked.stream ? "chat.completion.chunk" : "chat.completion") : "text_completion") +
            R"(","created":)" + std::to_string(created) + R"(,"model":)";
    text::append_json_string(head_, model);
  }

  /// The word that stands for token `ordinal` (from 0) of the answer.
  [[nodiscard]] std::string_view word(std::uint32_t ordinal) const noexcept {
    return workload::common_words[(id_ * 31 + ordinal * 7) % workload::common_words.size()];
  }

  /// Appends the events of token `ordinal` (from 0) to `out`: a role event before the first of a chat, usage and
  /// [DONE] after the last.
  void append_token(std::string& out, std::uint32_t ordinal, bool last) const {
    bool const chat = asked_.endpoint == openai::endpoint::chat;
    if (chat && ordinal == 0) {
      append_event(out, R"(,"choices":[{"index":0,"delta":{"role":"assistant","content":""},"logprobs":null,)"
                        R"("finish_reason":null}])" +
                            (asked_.continuous_usage ? usage(0) : std::string{}));
    }
    std::string choice = R"(,"choices":[{"index":0,)";
    choice += chat ? R"("delta":{"content":" )" : R"("text":" )";
    choice += word(ordinal);
    choice += chat ? R"("},"logprobs":null,"finish_reason":)" : R"(","logprobs":null,"finish_reason":)";
    choice += last ? R"("length","stop_reason":null}])" : "null}]";
    if (asked_.continuous_usage) choice += usage(ordinal + 1);
    append_event(out, choice);
    if (!last) return;
    if (asked_.include_usage) append_event(out, R"(,"choices":[])" + usage(ordinal + 1));
    append_chunk(out, "data: [DONE]\n\n");
    out += "0\r\n\r\n";
  }

  /// The JSON body of a whole answer of `tokens` tokens, for a request without `stream`.
  [[nodiscard]] std::string whole(std::uint32_t tokens) const {
    std::string text;
    for (std::uint32_t i = 0; i < tokens; ++i) text.append(" ").append(word(i));
    bool const chat = asked_.endpoint == openai::endpoint::chat;
    auto out =
        head_ + R"(,"choices":[{"index":0,)" + (chat ? R"("message":{"role":"assistant","content":)" : R"("text":)");
    text::append_json_string(out, text);
    return out + (chat ? "}" : "") + R"(,"logprobs":null,"finish_reason":"length","stop_reason":null}])" +
           usage(tokens) + "}";
  }

 private:
  [[nodiscard]] std::string usage(std::uint32_t completion) const {
    return R"(,"usage":{"prompt_tokens":)" + std::to_string(asked_.prompt_tokens) + R"(,"total_tokens":)" +
           std::to_string(asked_.prompt_tokens + completion) + R"(,"completion_tokens":)" + std::to_string(completion) +
           "}";
  }

  void append_event(std::string& out, std::string_view members) const {
    std::string event = "data: ";
    event.append(head_).append(members).append("}\n\n");
    append_chunk(out, event);
  }

  static void append_chunk(std::string& out, std::string_view data) {
    std::array<char, 16> size{};
    auto const end = std::to_chars(size.data(), size.data() + size.size(), data.size(), 16).ptr;
    out.append(size.data(), end).append("\r\n").append(data).append("\r\n");
  }

  completion_request asked_;
  std::uint64_t id_;
  std::string head_;
};

}  // namespace tokendyno::serve
