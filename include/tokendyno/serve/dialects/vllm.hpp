// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/serve/dialect.hpp>

#include <array>

namespace tokendyno::serve::dialects {

namespace detail {

inline constexpr std::array vllm_pages{
    page{"/health", ""},
    page{"/ping", ""},
    page{"/load", R"({"server_load":$load})"},
    page{"/version", R"({"version":"$sim"})"},
    page{"/v1/models",
         R"({"object":"list","data":[{"id":"$model","object":"model","created":$created,"owned_by":"tokendyno-sim",)"
         R"("root":"$root","parent":null,"max_model_len":$limit,"permission":[{"id":"modelperm-$created",)"
         R"("object":"model_permission","created":$created,"allow_create_engine":false,"allow_sampling":true,)"
         R"("allow_logprobs":true,"allow_search_indices":false,"allow_view":true,"allow_fine_tuning":false,)"
         R"("organization":"*","group":null,"is_blocking":false}]}]})"},
};

inline constexpr std::array vllm_metrics{
    metric{"vllm:num_requests_running", "Number of requests in model execution batches.", "gauge", figure::running},
    metric{"vllm:num_requests_waiting", "Number of requests waiting to be processed.", "gauge", figure::waiting},
    metric{"vllm:kv_cache_usage_perc", "KV-cache usage. 1 means 100 percent usage.", "gauge", figure::kv_usage},
    metric{"vllm:num_preemptions_total", "Cumulative number of preemption from the engine.", "counter",
           figure::preemptions},
    metric{"vllm:prompt_tokens_total", "Number of prefill tokens processed.", "counter", figure::prompt_tokens},
    metric{"vllm:generation_tokens_total", "Number of generation tokens processed.", "counter",
           figure::generation_tokens},
    metric{"vllm:request_success_total", "Count of processed requests.", "counter", figure::finished,
           R"(finished_reason="length")"},
    metric{"vllm:request_success_total", "Count of processed requests.", "counter", figure::aborted,
           R"(finished_reason="abort")"},
    metric{"vllm:time_to_first_token_seconds", "Histogram of time to first token in seconds.", "histogram",
           figure::ttft},
    metric{"vllm:inter_token_latency_seconds", "Histogram of inter-token latency in seconds.", "histogram",
           figure::itl},
    metric{"vllm:e2e_request_latency_seconds", "Histogram of e2e request latency in seconds.", "histogram",
           figure::e2e},
    metric{"vllm:cache_config_info", "Information of the LLMEngine CacheConfig", "gauge", figure::cache_config,
           R"(block_size="$block_size",num_gpu_blocks="$blocks",cache_dtype="auto",enable_prefix_caching="False")"},
};

}  // namespace detail

/// vLLM 0.32: the role with the first token, the finish reason in the event of the last one, every error before the
/// stream. The server calls itself tokendyno-sim.
inline constexpr dialect vllm{
    .name = "vllm",
    .chat =
        {
            .common = R"("id":"chatcmpl-$id","object":"chat.completion.chunk","created":$created,"model":"$model")",
            .role = R"({$common,"choices":[{"index":0,"delta":{"role":"assistant","content":""},"logprobs":null,)"
                    R"("finish_reason":null}]$continuous,"prompt_token_ids":$prompt_token_ids,"prompt_text":null})",
            .token = R"({$common,"choices":[{"index":0,"delta":{"content":"$text"},"logprobs":null,)"
                     R"("finish_reason":null,"token_ids":$token_ids}]$continuous})",
            .finish =
                R"({$common,"choices":[{"index":0,"delta":{"content":"$text"},"logprobs":null,"finish_reason":"length",)"
                R"("stop_reason":null,"token_ids":$token_ids}]$continuous,"system_fingerprint":"$sim"})",
            .finish_before_usage =
                R"({$common,"choices":[{"index":0,"delta":{"content":"$text"},"logprobs":null,"finish_reason":"length",)"
                R"("stop_reason":null,"token_ids":$token_ids}]$continuous})",
            .usage = R"({$common,"choices":[],"usage":{"prompt_tokens":$prompt_tokens,"total_tokens":$total_tokens,)"
                     R"("completion_tokens":$completion_tokens},"system_fingerprint":"$sim"})",
            .whole =
                R"({"id":"chatcmpl-$id","object":"chat.completion","created":$created,"model":"$model","choices":[)"
                R"({"index":0,"message":{"role":"assistant","content":"$text","refusal":null,"annotations":null,)"
                R"("audio":null,"function_call":null,"reasoning":null},"logprobs":null,"finish_reason":"length",)"
                R"("stop_reason":null,"token_ids":$token_ids,"routed_experts":null}],"service_tier":null,)"
                R"("system_fingerprint":"$sim","usage":{"prompt_tokens":$prompt_tokens,"total_tokens":$total_tokens,)"
                R"("completion_tokens":$completion_tokens,"prompt_tokens_details":null,)"
                R"("completion_tokens_details":null},"prompt_logprobs":null,"prompt_token_ids":$prompt_token_ids,)"
                R"("prompt_text":null,"kv_transfer_params":null,"ec_transfer_params":null,"metrics":null})",
        },
    .completions =
        {
            .common = R"("id":"cmpl-$id","object":"text_completion","created":$created,"model":"$model")",
            .token = R"({$common,"choices":[{"index":0,"text":"$text","logprobs":null,"finish_reason":null,)"
                     R"("stop_reason":null,"prompt_token_ids":null,"token_ids":$token_ids}]$continuous})",
            .finish = R"({$common,"choices":[{"index":0,"text":"$text","logprobs":null,"finish_reason":"length",)"
                      R"("stop_reason":null,"prompt_token_ids":null,"token_ids":$token_ids}]$continuous,)"
                      R"("system_fingerprint":"$sim"})",
            .finish_before_usage =
                R"({$common,"choices":[{"index":0,"text":"$text","logprobs":null,"finish_reason":"length",)"
                R"("stop_reason":null,"prompt_token_ids":null,"token_ids":$token_ids}]$continuous})",
            .usage = R"({$common,"choices":[],"usage":{"prompt_tokens":$prompt_tokens,"total_tokens":$total_tokens,)"
                     R"("completion_tokens":$completion_tokens},"system_fingerprint":"$sim"})",
            .whole = R"({$common,"choices":[{"index":0,"text":"$text","logprobs":null,"finish_reason":"length",)"
                     R"("stop_reason":null,"token_ids":$token_ids,"prompt_logprobs":null,)"
                     R"("prompt_token_ids":$prompt_token_ids}],"service_tier":null,"system_fingerprint":"$sim",)"
                     R"("usage":{"prompt_tokens":$prompt_tokens,"total_tokens":$total_tokens,)"
                     R"("completion_tokens":$completion_tokens,"prompt_tokens_details":null},)"
                     R"("kv_transfer_params":null})",
        },
    .continuous_usage = R"(,"usage":{"prompt_tokens":$prompt_tokens,"total_tokens":$total_tokens,)"
                        R"("completion_tokens":$completion_tokens,"completion_tokens_details":null})",
    .finish_with_last_token = true,
    .head = "date: $date\r\nserver: $server\r\ncontent-length: $length\r\ncontent-type: $type\r\nvary: Origin\r\n",
    .stream_head =
        "date: $date\r\nserver: $server\r\ncontent-type: text/event-stream; charset=utf-8\r\n"
        "vary: Origin\r\ntransfer-encoding: chunked\r\n",
    .error_body = R"({"error":{"message":"$message","type":"$type","param":$at,"code":$status}})",
    .refusals =
        {
            .bad_json = {.status = 400,
                         .message = "1 validation error:\n  {'type': 'json_invalid', 'loc': 'body.1', "
                                    "'msg': 'JSON decode error', 'input': '<dict of 0 items>', "
                                    "'ctx': {'error': '$reason'}}",
                         .type = "Bad Request",
                         .param = R"("body.1")"},
            .missing_input = {.status = 400,
                              .message = "1 validation error:\n  {'type': 'missing', 'loc': 'body.$param', "
                                         "'msg': 'Field required', 'input': '<dict>'}",
                              .type = "Bad Request",
                              .param = R"("body.$param")"},
            .bad_value = {.status = 400, .param = R"("$param")"},
            .bad_max_tokens = {.status = 400,
                               .message = "max_tokens must be at least 1, got $value. "
                                          "(parameter=max_tokens, value=$value)",
                               .param = R"("max_tokens")"},
            .wrong_model = {.status = 404,
                            .message = "The model `$asked_model` does not exist. Valid aliases: $model.",
                            .type = "NotFoundError",
                            .param = R"("model")"},
            .prompt_too_long = {.status = 400,
                                .message = "This model's maximum context length is $limit tokens. However, your prompt "
                                           "contains at least $prompt_tokens input tokens, which exceeds this limit "
                                           "even without any output tokens. Please reduce the length of the input "
                                           "prompt. (parameter=input_tokens, value=$prompt_tokens)",
                                .param = R"("input_tokens")"},
            .output_too_long = {.status = 400,
                                .message = "max_tokens=$max_tokens cannot be greater than max_model_len=$limit. Please "
                                           "request fewer output tokens. (parameter=max_tokens, value=$max_tokens)",
                                .param = R"("max_tokens")"},
            .both_too_long = {.status = 400,
                              .message = "This model's maximum context length is $limit tokens. However, you requested "
                                         "$max_tokens output tokens and your prompt contains $prompt_tokens input "
                                         "tokens.",
                              .param = R"("input_tokens")"},
            .queue_full = {.status = 503, .message = "The queue is full.", .type = "QueueOverflowError"},
            .never_fits = {.status = 400, .param = R"("$param")"},
            .bad_key = {.status = 401, .body = R"({"error":"Unauthorized"})"},
            .bad_method = {.status = 405, .body = R"({"detail":"Method Not Allowed"})"},
            .not_found = {.status = 404, .body = R"({"detail":"Not Found"})"},
        },
    .pages = detail::vllm_pages,
    .metrics = detail::vllm_metrics,
    .metrics_media = "text/plain; version=0.0.4; charset=utf-8",
    .metric_labels = R"(engine="0",model_name="$model")",
};

}  // namespace tokendyno::serve::dialects
