// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/serve/dialect.hpp>

#include <array>

namespace tokendyno::serve::dialects {

namespace detail {

inline constexpr std::array llama_server_pages{
    page{"/health", R"({"status":"ok"})"},
    page{"/v1/models",
         R"({"models":[{"name":"$model","model":"$model","modified_at":"","size":"","digest":"","type":"model",)"
         R"("description":"","tags":[""],"capabilities":["completion"],"parameters":"","details":{"parent_model":"",)"
         R"("format":"gguf","family":"","families":[""],"parameter_size":"","quantization_level":""}}],)"
         R"("object":"list","data":[{"id":"$model","aliases":["$model"],"tags":[],"object":"model",)"
         R"("created":$created,"owned_by":"llamacpp","meta":{"n_ctx":$limit}}]})"},
};

inline constexpr std::array llama_server_metrics{
    metric{"llamacpp:prompt_tokens_total", "Number of prompt tokens processed, excluding cached tokens", "counter",
           figure::prompt_tokens},
    metric{"llamacpp:prompt_tokens_cached_total", "Number of prompt tokens reused from the cache", "counter"},
    metric{"llamacpp:prompt_seconds_total", "Total time spent processing prompts", "counter", figure::prompt_seconds},
    metric{"llamacpp:tokens_predicted_total", "Number of generation tokens processed", "counter",
           figure::generation_tokens},
    metric{"llamacpp:tokens_predicted_seconds_total", "Total time spent generating tokens", "counter",
           figure::predicted_seconds},
    metric{"llamacpp:n_decode_total",
           "Total number of llama_decode() calls, excluding speculative decoding and multimodal decoding", "counter",
           figure::steps},
    metric{"llamacpp:n_tokens_max", "Largest observed sequence length (prompt + generation)", "counter",
           figure::longest},
    metric{"llamacpp:spec_decode_num_draft_tokens_total", "Speculative: Total draft tokens generated", "counter"},
    metric{"llamacpp:spec_decode_num_accepted_tokens_total",
           "Speculative: Total draft tokens accepted by the target model", "counter"},
    metric{"llamacpp:spec_decode_num_drafts_total", "Speculative: Total speculative decoding verification steps",
           "counter"},
    metric{"llamacpp:prompt_tokens_seconds", "Average prompt throughput in tokens/s", "gauge", figure::prompt_rate},
    metric{"llamacpp:predicted_tokens_seconds", "Average generation throughput in tokens/s", "gauge",
           figure::predicted_rate},
    metric{"llamacpp:requests_processing", "Number of requests processing", "gauge", figure::running},
    metric{"llamacpp:requests_deferred", "Number of requests deferred", "gauge", figure::waiting},
    metric{"llamacpp:n_busy_slots_per_decode", "Average number of busy slots per llama_decode() call", "gauge",
           figure::tokens_per_step},
};

}  // namespace detail

/// llama.cpp's llama-server (b1-0c1e570, from llama-cpp-python 0.3.36): `timings` in the last event, role and first
/// token in one HTTP chunk, and a connection that is closed behind every stream in spite of its Keep-Alive header.
inline constexpr dialect llama_server{
    .name = "llama-server",
    .chat =
        {
            .common = R"("created":$created,"id":"chatcmpl-$id","model":"$model","system_fingerprint":"b1-$sim",)"
                      R"("object":"chat.completion.chunk")",
            .role = R"({"choices":[{"finish_reason":null,"index":0,"delta":{"role":"assistant","content":null}}],)"
                    R"($common})",
            .token = R"({"choices":[{"finish_reason":null,"index":0,"delta":{"content":"$text"}}],$common})",
            .finish = R"({"choices":[{"finish_reason":"length","index":0,"delta":{}}],$common,"timings":$timings})",
            .finish_before_usage = R"({"choices":[{"finish_reason":"length","index":0,"delta":{}}],$common})",
            .usage = R"({"choices":[],$common,"usage":{"completion_tokens":$completion_tokens,)"
                     R"("prompt_tokens":$prompt_tokens,"total_tokens":$total_tokens,)"
                     R"("prompt_tokens_details":{"cached_tokens":0}},"timings":$timings})",
            .whole = R"({"choices":[{"finish_reason":"length","index":0,"message":{"role":"assistant",)"
                     R"("content":"$text"}}],"created":$created,"model":"$model","system_fingerprint":"b1-$sim",)"
                     R"("object":"chat.completion","usage":{"completion_tokens":$completion_tokens,)"
                     R"("prompt_tokens":$prompt_tokens,"total_tokens":$total_tokens,)"
                     R"("prompt_tokens_details":{"cached_tokens":0}},"id":"chatcmpl-$id","timings":$timings})",
        },
    .completions =
        {
            .common = R"("created":$created,"model":"$model","system_fingerprint":"b1-$sim",)"
                      R"("object":"text_completion")",
            .token = R"({"choices":[{"text":"$text","index":0,"logprobs":null,"finish_reason":null}],$common,)"
                     R"("id":"chatcmpl-$id"})",
            .finish = R"({"choices":[{"text":"","index":0,"logprobs":null,"finish_reason":"length"}],$common,)"
                      R"("usage":{"completion_tokens":$completion_tokens,"prompt_tokens":$prompt_tokens,)"
                      R"("total_tokens":$total_tokens,"prompt_tokens_details":{"cached_tokens":0}},)"
                      R"("id":"chatcmpl-$id","timings":$timings})",
            .whole = R"({"choices":[{"text":"$text","index":0,"logprobs":null,"finish_reason":"length"}],$common,)"
                     R"("usage":{"completion_tokens":$completion_tokens,"prompt_tokens":$prompt_tokens,)"
                     R"("total_tokens":$total_tokens,"prompt_tokens_details":{"cached_tokens":0}},)"
                     R"("id":"chatcmpl-$id","timings":$timings})",
        },
    .timings = R"({"cache_n":0,"prompt_n":$prompt_tokens,"prompt_ms":$prompt_ms,)"
               R"("prompt_per_token_ms":$prompt_per_token_ms,"prompt_per_second":$prompt_per_second,)"
               R"("predicted_n":$completion_tokens,"predicted_ms":$predicted_ms,)"
               R"("predicted_per_token_ms":$predicted_per_token_ms,"predicted_per_second":$predicted_per_second})",
    .events_share_chunks = true,
    .cuts_at_context = true,
    .head =
        "Server: llama.cpp ($server)\r\nAccess-Control-Allow-Origin: \r\nContent-Type: $type\r\n"
        "Content-Length: $length\r\nKeep-Alive: timeout=5, max=100\r\n",
    .stream_head =
        "Server: llama.cpp ($server)\r\nAccess-Control-Allow-Origin: \r\nX-Accel-Buffering: no\r\n"
        "Content-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\nKeep-Alive: timeout=5, "
        "max=100\r\n",
    .error_head =
        "Server: llama.cpp ($server)\r\nAccess-Control-Allow-Origin: \r\nContent-Type: $type\r\n"
        "Content-Length: $length\r\nConnection: close\r\n",
    .media = "application/json; charset=utf-8",
    .closes_after_stream = true,
    .closes_after_error = true,
    .requests_per_connection = 100,
    .error_body = R"({"error":{"code":$status,"message":"$message","type":"$type"}})",
    .refusals =
        {
            .bad_json = {.status = 500,
                         .message = "[json.exception.parse_error.101] parse error: $reason",
                         .type = "server_error"},
            .missing_input = {.status = 400, .message = "'$param' is required", .type = "invalid_request_error"},
            .bad_value = {.status = 400, .type = "invalid_request_error"},
            .bad_max_tokens = {.status = 400, .type = "invalid_request_error"},
            .prompt_too_long = {.status = 400,
                                .message = "request ($prompt_tokens tokens) exceeds the available context size "
                                           "($limit tokens), try increasing it",
                                .type = "exceed_context_size_error",
                                .body = R"({"error":{"code":$status,"message":"$message","type":"$type",)"
                                        R"("n_prompt_tokens":$prompt_tokens,"n_ctx":$limit}})"},
            .queue_full = {.status = 503, .message = "The queue is full", .type = "unavailable_error"},
            .never_fits = {.status = 400, .type = "exceed_context_size_error"},
            .bad_key = {.status = 401,
                        .message = "Invalid API Key",
                        .type = "authentication_error",
                        .body = R"({"error":{"message":"$message","type":"$type","code":$status}})"},
            .bad_method = {.status = 404,
                           .message = "File Not Found",
                           .type = "not_found_error",
                           .body = R"({"error":{"message":"$message","type":"$type","code":$status}})"},
            .not_found = {.status = 404,
                          .message = "File Not Found",
                          .type = "not_found_error",
                          .body = R"({"error":{"message":"$message","type":"$type","code":$status}})"},
        },
    .pages = detail::llama_server_pages,
    .metrics = detail::llama_server_metrics,
    .metrics_media = "text/plain; version=0.0.4",
};

}  // namespace tokendyno::serve::dialects
