// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/serve/dialect.hpp>

#include <array>

namespace tokendyno::serve::dialects {

namespace detail {

inline constexpr std::array transformers_pages{
    page{"/health", R"({"status":"ok"})"},
    page{"/v1/models", "Internal Server Error", 500, "text/plain; charset=utf-8"},
};

/// What FastAPI answers to a member that it cannot take.
inline constexpr refusal_shape transformers_invalid{
    .status = 422,
    .body = R"({"detail":[{"type":"value_error","loc":["body","$param"],"msg":"$message","input":{}}]})"};

}  // namespace detail

/// transformers serve 5.23: usage in the finish event, asked for or not, no [DONE], `@main` behind the model's name, no
/// limit of the context, and 500 from /v1/models without its hub.
inline constexpr dialect transformers{
    .name = "transformers",
    .chat =
        {
            .common = R"("created":$created,"model":"$model@main","object":"chat.completion.chunk",)"
                      R"("system_fingerprint":"")",
            .role = R"({"id":"$id","choices":[{"delta":{"role":"assistant"},"index":0}],$common})",
            .token = R"({"id":"$id","choices":[{"delta":{"content":"$text"},"index":0}],$common})",
            .finish = R"({"id":"$id","choices":[{"delta":{},"index":0,"finish_reason":"length"}],$common,)"
                      R"("usage":{"completion_tokens":$completion_tokens,"prompt_tokens":$prompt_tokens,)"
                      R"("total_tokens":$total_tokens}})",
            .whole = R"({"id":"$id","choices":[{"finish_reason":"length","index":0,"message":{"content":"$text",)"
                     R"("role":"assistant"}}],"created":$created,"model":"$model@main","object":"chat.completion",)"
                     R"("usage":{"completion_tokens":$completion_tokens,"prompt_tokens":$prompt_tokens,)"
                     R"("total_tokens":$total_tokens}})",
        },
    .completions =
        {
            .common = R"("created":$created,"model":"$model@main","object":"text_completion")",
            .token = R"({"id":"$id","choices":[{"index":0,"text":"$text"}],$common})",
            .finish = R"({"id":"$id","choices":[{"finish_reason":"length","index":0,"text":""}],$common,)"
                      R"("usage":{"completion_tokens":$completion_tokens,"prompt_tokens":$prompt_tokens,)"
                      R"("total_tokens":$total_tokens}})",
            .whole = R"({"id":"$id","choices":[{"finish_reason":"length","index":0,"text":"$text"}],$common,)"
                     R"("usage":{"completion_tokens":$completion_tokens,"prompt_tokens":$prompt_tokens,)"
                     R"("total_tokens":$total_tokens}})",
        },
    .says_done = false,
    .head =
        "date: $date\r\nserver: uvicorn ($server)\r\ncontent-length: $length\r\ncontent-type: $type\r\n"
        "x-request-id: $id\r\n",
    .stream_head =
        "date: $date\r\nserver: uvicorn ($server)\r\ncontent-type: text/event-stream; charset=utf-8\r\n"
        "x-request-id: $id\r\nTransfer-Encoding: chunked\r\n",
    .crash_head =
        "date: $date\r\nserver: uvicorn ($server)\r\ncontent-length: $length\r\n"
        "content-type: $type\r\n",
    .error_body = R"({"detail":"$message"})",
    .refusals =
        {
            .bad_json = {.status = 422,
                         .body = R"({"detail":[{"type":"json_invalid","loc":["body",1],"msg":"JSON decode error",)"
                                 R"("input":{},"ctx":{"error":"$reason"}}]})"},
            .missing_input = {.status = 422,
                              .body = R"({"detail":[{"type":"missing","loc":["body","$param"],)"
                                      R"("msg":"Field required","input":{}}]})"},
            .bad_value = detail::transformers_invalid,
            .bad_max_tokens = detail::transformers_invalid,
            .wrong_model = {.status = 400, .message = "Server is pinned to '$model'; requested '$asked_model'."},
            .queue_full = {.status = 503, .message = "The queue is full."},
            .never_fits = {.status = 400},
            .bad_key = {.status = 401, .message = "Unauthorized"},
            .bad_method = {.status = 405, .message = "Method Not Allowed"},
            .not_found = {.status = 404, .message = "Not Found"},
        },
    .pages = detail::transformers_pages,
};

}  // namespace tokendyno::serve::dialects
