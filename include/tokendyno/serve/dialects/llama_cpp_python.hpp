// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/serve/dialect.hpp>

#include <array>

namespace tokendyno::serve::dialects {

namespace detail {

inline constexpr std::array llama_cpp_python_pages{
    page{"/v1/models",
         R"({"object":"list","data":[{"id":"$model","object":"model","owned_by":"me","permissions":[]}]})"},
};

/// What its routes answer to whatever a validator found.
inline constexpr refusal_shape llama_cpp_python_invalid{
    .status = 500, .body = R"({"error":{"message":"","type":"internal_server_error","param":null,"code":null}})"};

}  // namespace detail

/// The server of llama-cpp-python 0.3.36: spaces behind colons, no usage in a stream even if asked, codes that are
/// words, any model's name answered, and a stream of 200 without an event for a prompt that is too long.
inline constexpr dialect llama_cpp_python{
    .name = "llama-cpp-python",
    .chat =
        {
            .common = R"("id": "chatcmpl-$id", "model": "$asked_model", "created": $created, )"
                      R"("object": "chat.completion.chunk")",
            .role = R"({$common, "choices": [{"index": 0, "delta": {"role": "assistant"}, "logprobs": null, )"
                    R"("finish_reason": null}]})",
            .token = R"({$common, "choices": [{"index": 0, "delta": {"content": "$text"}, "logprobs": null, )"
                     R"("finish_reason": null}]})",
            .finish = R"({$common, "choices": [{"index": 0, "delta": {}, "logprobs": null, )"
                      R"("finish_reason": "length"}]})",
            .whole = R"({"id":"chatcmpl-$id","object":"chat.completion","created":$created,"model":"$asked_model",)"
                     R"("choices":[{"index":0,"message":{"content":"$text","role":"assistant"},"logprobs":null,)"
                     R"("finish_reason":"length"}],"usage":{"prompt_tokens":$prompt_tokens,)"
                     R"("completion_tokens":$completion_tokens,"total_tokens":$total_tokens}})",
        },
    .completions =
        {
            .common = R"("id": "cmpl-$id", "object": "text_completion", "created": $created, "model": "$asked_model")",
            .token = R"({$common, "choices": [{"text": "$text", "index": 0, "logprobs": null, )"
                     R"("finish_reason": null}]})",
            .finish = R"({$common, "choices": [{"text": "", "index": 0, "logprobs": null, )"
                      R"("finish_reason": "length"}]})",
            .whole = R"({"id":"cmpl-$id","object":"text_completion","created":$created,"model":"$asked_model",)"
                     R"("choices":[{"text":"$text","index":0,"logprobs":null,"finish_reason":"length"}],)"
                     R"("usage":{"prompt_tokens":$prompt_tokens,"completion_tokens":$completion_tokens,)"
                     R"("total_tokens":$total_tokens}})",
        },
    .cuts_at_context = true,
    .head =
        "date: $date\r\nserver: uvicorn ($server)\r\ncontent-length: $length\r\ncontent-type: $type\r\n"
        "openai-processing-ms: 0\r\nx-request-id: $id\r\nvary: Origin\r\n",
    .stream_head =
        "date: $date\r\nserver: uvicorn ($server)\r\ncache-control: no-store\r\nconnection: keep-alive\r\n"
        "x-accel-buffering: no\r\ncontent-type: text/event-stream; charset=utf-8\r\n"
        "openai-processing-ms: 0\r\nx-request-id: $id\r\nvary: Origin\r\nTransfer-Encoding: chunked\r\n",
    .error_head =
        "date: $date\r\nserver: uvicorn ($server)\r\ncontent-length: $length\r\ncontent-type: $type\r\n"
        "x-request-id: $id\r\nvary: Origin\r\n",
    .crash_head =
        "date: $date\r\nserver: uvicorn ($server)\r\ncontent-length: $length\r\n"
        "content-type: $type\r\n",
    .error_body = R"({"error":{"message":"$message","type":"$type","param":$at,"code":null}})",
    .refusals =
        {
            .bad_json = {.status = 500, .body = "Internal Server Error", .media = "text/plain; charset=utf-8"},
            .missing_input = detail::llama_cpp_python_invalid,
            .bad_value = detail::llama_cpp_python_invalid,
            .bad_max_tokens = detail::llama_cpp_python_invalid,
            .prompt_too_long = {.status = 400,
                                .message = "This model's maximum context length is $limit tokens. However, you "
                                           "requested $total_tokens tokens ($prompt_tokens in the messages, "
                                           "$max_tokens in the completion). Please reduce the length of the messages "
                                           "or completion.",
                                .body = R"({"error":{"message":"$message","type":"invalid_request_error",)"
                                        R"("param":"messages","code":"context_length_exceeded"}})",
                                .streamed = refusal_shape::place::empty_stream},
            .queue_full = {.status = 503, .message = "The queue is full", .type = "service_unavailable"},
            .never_fits = {.status = 400, .type = "invalid_request_error"},
            .bad_key = {.status = 401, .body = R"({"detail":"Invalid API key"})"},
            .bad_method = {.status = 405, .body = R"({"detail":"Method Not Allowed"})"},
            .not_found = {.status = 404, .body = R"({"detail":"Not Found"})"},
        },
    .pages = detail::llama_cpp_python_pages,
};

}  // namespace tokendyno::serve::dialects
