// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/openai/exchange.hpp>
#include <tokendyno/record/request_record.hpp>

#include <support/pieces.hpp>
#include <support/responses.hpp>

#include <string>
#include <string_view>
#include <vector>

// The golden transcripts, as records that an exchange has made of their bytes. Instants are support::at(ms).
namespace support {

// The bytes of one socket read.
struct timed_read {
  double ms;
  std::string bytes;
};

// 3 headers, 10 role chunk, 210 "Hel" (1 token), 230 "lo wor" (2), 245 a comment, 260 "ld" + stop (1), 262 usage with
// 12 prompt and 4 completion tokens, 263 [DONE], 264 end of the body.
inline std::vector<timed_read> plain_reads() {
  auto const event = [](std::string_view choices, std::string_view rest = "") {
    return chunk(std::string(R"(data: {"id":"c","object":"chat.completion.chunk","model":"m","choices":[)")
                     .append(choices)
                     .append("]")
                     .append(rest)
                     .append("}\n\n"));
  };
  return {{3, std::string(stream_head)},
          {10, event(R"({"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null})")},
          {210, event(R"({"index":0,"delta":{"content":"Hel"},"finish_reason":null,"token_ids":[1]})")},
          {230, event(R"({"index":0,"delta":{"content":"lo wor"},"finish_reason":null,"token_ids":[2,3]})")},
          {245, chunk(": ping\n\n")},
          {260, event(R"({"index":0,"delta":{"content":"ld"},"finish_reason":"stop","token_ids":[4]})")},
          {262, event("", R"(,"usage":{"prompt_tokens":12,"completion_tokens":4,"total_tokens":16})")},
          {263, chunk("data: [DONE]\n\n")},
          {264, "0\r\n\r\n"}};
}

// Running counts in brackets: 5 headers and role chunk [0], 100 "" [1], 120 reasoning "a" [2], 150 one read with
// reasoning "b" [3] and content "c" [4], 190 "" + length [5], 191 usage with 5 completion tokens, 192 [DONE] and end.
// Without `counted` only the final usage is sent.
inline std::vector<timed_read> reasoning_reads(bool counted) {
  auto const event = [counted](std::string_view delta, int count, std::string_view finish = "null") {
    auto text = std::string(R"(data: {"choices":[{"delta":{)").append(delta).append(R"(},"finish_reason":)");
    text.append(finish).append("}]");
    if (counted) text += R"(,"usage":{"completion_tokens":)" + std::to_string(count) + "}";
    return chunk(text + "}\n\n");
  };
  return {{5, std::string(stream_head) + event(R"("role":"assistant","content":"")", 0)},
          {100, event(R"("content":"")", 1)},
          {120, event(R"("reasoning":"a")", 2)},
          {150, event(R"("reasoning":"b")", 3) + event(R"("content":"c")", 4)},
          {190, event(R"("content":"")", 5, R"("length")")},
          {191, chunk("data: {\"choices\":[],\"usage\":{\"completion_tokens\":5}}\n\n")},
          {192, chunk("data: [DONE]\n\n") + "0\r\n\r\n"}};
}

// The record of these reads, sent at 0 ms and scheduled at `scheduled_ms`.
inline tokendyno::record::request_record record_of(std::vector<timed_read> const& reads, double scheduled_ms) {
  tokendyno::record::request_record out;
  out.scheduled = at(scheduled_ms);
  out.sent = at(0);
  tokendyno::openai::exchange ex;
  ex.start(out, true, true);
  for (auto const& read : reads) ex.feed(padded_piece{read.bytes}.span(), at(read.ms));
  return out;
}

// The first transcript, scheduled 5 ms before the send.
inline tokendyno::record::request_record plain_transcript() { return record_of(plain_reads(), -5); }

// The second one: reasoning and empty tokens, with or without running counts.
inline tokendyno::record::request_record reasoning_transcript(bool counted = true) {
  return record_of(reasoning_reads(counted), 0);
}

}  // namespace support
