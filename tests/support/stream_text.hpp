// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <charconv>
#include <string>
#include <string_view>

namespace support {

/// `data` as one chunk of HTTP/1.1 chunked coding.
inline std::string chunk(std::string_view data) {
  std::array<char, 16> size{};
  auto const end = std::to_chars(size.data(), size.data() + size.size(), data.size(), 16).ptr;
  return std::string{size.data(), end} + "\r\n" + std::string{data} + "\r\n";
}

inline std::string const stream_head =
    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

/// A chat event with one piece of text.
inline std::string text_event(std::string_view text, std::string_view finish = {}) {
  return chunk("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + std::string{text} +
               "\"},\"finish_reason\":" + (finish.empty() ? "null" : "\"" + std::string{finish} + "\"") + "}]}\n\n");
}

/// The usage event, [DONE] and the end of the body.
inline std::string stream_end(int prompt, int completion) {
  return chunk("data: {\"choices\":[],\"usage\":{\"prompt_tokens\":" + std::to_string(prompt) +
               ",\"completion_tokens\":" + std::to_string(completion) + "}}\n\n") +
         chunk("data: [DONE]\n\n") + "0\r\n\r\n";
}

/// A whole streamed answer of two tokens.
inline std::string const two_tokens = stream_head + text_event("Hel") + text_event("lo", "stop") + stream_end(5, 2);

}  // namespace support
