// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/serve/dialect.hpp>

#include <array>

namespace tokendyno::serve::dialects {

namespace detail {

inline constexpr std::array llm_d_pages{
    page{"/health", ""},
    page{"/ready", ""},
    page{"/health/ready", ""},
    page{"/v1/models",
         R"({"object":"list","data":[{"id":"$model","object":"model","created":$created,"owned_by":"vllm",)"
         R"("root":"$model","parent":null,"max_model_len":$limit}]})"},
};

inline constexpr std::array llm_d_metrics{
    metric{"vllm:cache_config_info", "Information of the LLMEngine CacheConfig.", "gauge", figure::cache_config,
           R"(block_size="$block_size",num_gpu_blocks="$blocks")"},
    metric{"vllm:e2e_request_latency_seconds", "Histogram of end to end request latency in seconds.", "histogram",
           figure::e2e},
    metric{"vllm:generation_tokens_total", "Total number of generated tokens.", "counter", figure::generation_tokens},
    metric{"vllm:inter_token_latency_seconds", "Histogram of inter-token latency in seconds.", "histogram",
           figure::itl},
    metric{"vllm:kv_cache_usage_perc",
           "Prometheus metric for the fraction of KV-cache blocks currently in use (from 0 to 1).", "gauge",
           figure::kv_usage},
    metric{"vllm:num_requests_running", "Number of requests currently running on GPU.", "gauge", figure::running},
    metric{"vllm:num_requests_waiting", "Prometheus metric for the number of queued requests.", "gauge",
           figure::waiting},
    metric{"vllm:prompt_tokens_total", "Total number of prompt tokens processed.", "counter", figure::prompt_tokens},
    metric{"vllm:request_success_total", "Count of successfully processed requests.", "counter", figure::finished,
           R"(finish_reason="length")"},
    metric{"vllm:time_per_output_token_seconds", "Histogram of time per output token in seconds.", "histogram",
           figure::itl},
    metric{"vllm:time_to_first_token_seconds", "Histogram of time to first token in seconds.", "histogram",
           figure::ttft},
};

inline constexpr std::string_view llm_d_too_long =
    "This model's maximum context length is $limit tokens. However, you requested $total_tokens tokens "
    "($prompt_tokens in the messages, $max_tokens in the completion). Please reduce the length of the messages or "
    "completion";

}  // namespace detail

/// llm-d-inference-sim 0.10: `usage` before `choices` and null where there is none, and errors that are events of a
/// stream of 200.
inline constexpr dialect llm_d{
    .name = "llm-d",
    .chat =
        {
            .common = R"("id":"chatcmpl-$id","model":"$model","object":"chat.completion.chunk","created":$created)",
            .role =
                R"({$common,"usage":null,"choices":[{"index":0,"finish_reason":null,"delta":{"role":"assistant"}}]})",
            .token = R"({$common,"usage":null,"choices":[{"index":0,"finish_reason":null,)"
                     R"("delta":{"content":"$text"}}]})",
            .finish = R"({$common,"usage":null,"choices":[{"index":0,"finish_reason":"length","delta":{}}]})",
            .usage = R"({$common,"usage":{"prompt_tokens":$prompt_tokens,"completion_tokens":$completion_tokens,)"
                     R"("total_tokens":$total_tokens,"prompt_tokens_details":{"cached_tokens":0}},"choices":[]})",
            .whole = R"({"id":"chatcmpl-$id","model":"$model","object":"chat.completion","created":$created,)"
                     R"("usage":{"prompt_tokens":$prompt_tokens,"completion_tokens":$completion_tokens,)"
                     R"("total_tokens":$total_tokens,"prompt_tokens_details":{"cached_tokens":0}},)"
                     R"("choices":[{"index":0,"finish_reason":"length","message":{"role":"assistant",)"
                     R"("content":"$text"}}]})",
        },
    .completions =
        {
            .common = R"("id":"cmpl-$id-0","model":"$model","object":"text_completion","created":$created)",
            .token = R"({$common,"usage":null,"choices":[{"index":0,"finish_reason":null,"text":"$text"}]})",
            .finish = R"({$common,"usage":null,"choices":[{"index":0,"finish_reason":"length","text":""}]})",
            .usage = R"({$common,"usage":{"prompt_tokens":$prompt_tokens,"completion_tokens":$completion_tokens,)"
                     R"("total_tokens":$total_tokens,"prompt_tokens_details":{"cached_tokens":0}},"choices":[]})",
            .whole = R"({$common,"usage":{"prompt_tokens":$prompt_tokens,"completion_tokens":$completion_tokens,)"
                     R"("total_tokens":$total_tokens,"prompt_tokens_details":{"cached_tokens":0}},)"
                     R"("choices":[{"index":0,"finish_reason":"length","text":"$text"}]})",
        },
    .head =
        "Server: fasthttp ($server)\r\nDate: $date\r\nContent-Type: $type\r\nContent-Length: $length\r\n"
        "X-Request-Id: $id\r\n",
    .stream_head =
        "Server: fasthttp ($server)\r\nDate: $date\r\nContent-Type: text/event-stream\r\n"
        "X-Request-Id: $id\r\nTransfer-Encoding: chunked\r\n",
    .error_head = "Server: fasthttp ($server)\r\nDate: $date\r\nContent-Type: $type\r\nContent-Length: $length\r\n",
    .error_body = R"({"error":{"message":"$message","type":"$type","param":null,"code":$status}})",
    .refusals =
        {
            .bad_json = {.status = 400, .message = "Failed to read and parse request body, $reason"},
            .missing_input = {.status = 400, .message = "Missing required parameter: '$param'"},
            .bad_value = {.status = 400},
            .bad_max_tokens = {.status = 400, .message = "Max completion tokens and max tokens should be positive"},
            .wrong_model = {.status = 404,
                            .message = "The model `$asked_model` does not exist.",
                            .type = "NotFoundError"},
            .both_too_long = {.status = 400,
                              .message = detail::llm_d_too_long,
                              .streamed = refusal_shape::place::event},
            .queue_full = {.status = 429,
                           .message = "Failed to enqueue request, waiting requests queue is full",
                           .type = "RateLimitError",
                           .streamed = refusal_shape::place::event},
            .never_fits = {.status = 400, .streamed = refusal_shape::place::event},
            .bad_key = {.status = 401, .message = "Incorrect API key provided.", .type = "AuthenticationError"},
            .bad_method = {.status = 405, .body = "Method Not Allowed", .media = "text/plain; charset=utf-8"},
            .not_found = {.status = 404, .body = "Not Found", .media = "text/plain; charset=utf-8"},
        },
    .pages = detail::llm_d_pages,
    .metrics = detail::llm_d_metrics,
    .metrics_media = "text/plain; version=0.0.4; charset=utf-8; escaping=underscores",
    .metric_labels = R"(model_name="$model")",
};

}  // namespace tokendyno::serve::dialects
