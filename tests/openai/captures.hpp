// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

// What a person reads in the captures of real servers.
namespace captures {

// A whole or cut 200 answer.
struct answer {
  std::string_view file;
  std::string_view outcome;
  std::string_view finish;
  std::uint32_t output_tokens;
  std::string_view tokens_from;
  std::uint32_t input_tokens;
  std::uint32_t content_events;
  bool streamed;
  bool no_done;
  std::string_view model;
  std::string_view text;  // its beginning
};

inline constexpr answer answers[] = {
    {"llama-cpp-python/chat_nostream", "completed", "length", 6, "usage", 26, 0, false, false, "tiny", " O)ro"},
    {"llama-cpp-python/chat_stream_logprobs", "completed", "length", 2, "events", 0, 2, true, false, "tiny", ",9"},
    {"llama-cpp-python/chat_stream_nousage", "completed", "length", 5, "events", 0, 5, true, false, "tiny", "+H#z+"},
    {"llama-cpp-python/chat_stream_usage", "completed", "length", 4, "events", 0, 4, true, false, "tiny", "C89>"},
    {"llama-cpp-python/completions_stream", "completed", "length", 4, "events", 0, 4, true, false, "tiny", "mhHI"},
    {"llama-cpp-python/err_model", "completed", "length", 2, "usage", 2, 0, false, false, "nope", "|O"},
    {"llama-cpp-python/err_toolong_prompt_stream_true", "empty", "none", 0, "unknown", 0, 0, true, false, "", ""},
    {"llama-server/chat_nostream", "completed", "length", 6, "usage", 27, 0, false, false, "mid-BF16.gguf",
     "\357\277\275\357\277\275\357\277\275\357\277\275"},
    {"llama-server/chat_stream_logprobs", "completed", "length", 3, "timings", 27, 3, true, false, "mid-BF16.gguf",
     "JDe"},
    {"llama-server/chat_stream_n2", "completed", "length", 3, "usage", 27, 4, true, false, "mid-BF16.gguf",
     "\357\277\275"},
    {"llama-server/chat_stream_nousage", "completed", "length", 6, "timings", 27, 5, true, false, "mid-BF16.gguf",
     "}\357\277\275AH)"},
    {"llama-server/chat_stream_progress", "completed", "length", 3, "timings", 27, 1, true, false, "mid-BF16.gguf",
     "\357\277\275\020\021"},
    {"llama-server/chat_stream_timings_per_token", "completed", "length", 4, "timings", 27, 4, true, false,
     "mid-BF16.gguf", "_n\022+"},
    {"llama-server/chat_stream_usage", "completed", "length", 6, "usage", 27, 5, true, false, "mid-BF16.gguf",
     "\357\277\275\357\277\275\357\277\275\357\277\275,#"},
    {"llama-server/completions_stream_usage", "completed", "length", 5, "usage", 13, 5, true, false, "mid-BF16.gguf",
     "{nJL\357\277\275"},
    {"llama-server/err_model", "completed", "length", 2, "usage", 3, 0, false, false, "mid-BF16.gguf", "\357\277\275"},
    {"llama-server/killed_midstream", "truncated_stream", "none", 8, "events", 0, 8, true, false, "mid-BF16.gguf",
     "`k7U\357\277\275\357\277\275\357\277\275\357\277\275[\357\277\275"},
    {"llm-d-sim/chat_nostream", "completed", "stop", 3, "usage", 10, 0, false, false, "fake", "Alas, poor "},
    {"llm-d-sim/chat_stream_ignore_eos", "completed", "length", 12, "usage", 10, 12, true, false, "fake",
     "The rest is silence. Giv"},
    {"llm-d-sim/chat_stream_logprobs", "completed", "stop", 2, "events", 0, 2, true, false, "fake", "Today is "},
    {"llm-d-sim/chat_stream_nousage", "completed", "stop", 2, "events", 0, 2, true, false, "fake", "Give a "},
    {"llm-d-sim/chat_stream_usage", "completed", "length", 8, "usage", 10, 8, true, false, "fake",
     "Testing@, #testing 1$ ,"},
    {"llm-d-sim/completions_stream", "completed", "stop", 3, "usage", 2, 3, true, false, "fake", "Testing@, "},
    {"llm-d-sim/https_stream", "completed", "stop", 3, "events", 0, 3, true, false, "fake", "The rest is "},
    {"llm-d-sim/starting_chat", "completed", "stop", 1, "usage", 10, 0, false, false, "fake", "Today "},
    {"node-llama-cpp/chat_stream_usage", "completed", "length", 4, "usage", 6, 4, true, false, "random",
     "R\357\277\275r\357\277\275"},
    {"transformers-serve/chat_nostream", "completed", "length", 6, "usage", 22, 0, false, false, "./tinyllama@main",
     "-GT\357\277\275hG"},
    {"transformers-serve/chat_stream_nousage", "completed", "length", 6, "usage", 22, 5, true, true, "./tinyllama@main",
     "-GT\357\277\275hG"},
    {"transformers-serve/chat_stream_usage", "completed", "length", 6, "usage", 22, 5, true, true, "./tinyllama@main",
     "-GT\357\277\275hG"},
    {"transformers-serve/completions_stream", "completed", "length", 4, "usage", 1, 1, true, true, "./tinyllama@main",
     "\357\277\275\357\277\275 lazy"},
    {"transformers-serve/toolong_prompt_stream", "completed", "length", 4, "usage", 2417, 4, true, true,
     "./tinyllama@main", "j4\021j"},
    {"vllm/chat_nostream", "completed", "length", 8, "usage", 22, 0, false, false, "tiny", "\357\277\275az ju "},
    {"vllm/chat_nostream_logprobs", "completed", "length", 2, "usage", 22, 0, false, false, "tiny", "4"},
    {"vllm/chat_stream_first", "empty", "length", 0, "unknown", 0, 0, true, false, "tiny", ""},
    {"vllm/chat_stream_logprobs", "empty", "length", 0, "unknown", 0, 0, true, false, "tiny", ""},
    {"vllm/chat_stream_n2", "completed", "length", 6, "usage", 22, 4, true, false, "tiny", "\357\277\275 quanti ov"},
    {"vllm/chat_stream_nousage", "completed", "length", 2, "events", 0, 2, true, false, "tiny",
     "\357\277\275\357\277\275\026\303\265"},
    {"vllm/chat_stream_tokenids", "completed", "length", 4, "token_ids", 0, 4, true, false, "tiny", "ow"},
    {"vllm/chat_stream_usage", "completed", "length", 8, "usage", 22, 2, true, false, "tiny",
     " wor\357\277\275\357\277\275\357\277\275sati"},
    {"vllm/chat_stream_usage_continuous", "completed", "length", 5, "usage", 22, 5, true, false, "tiny", " quick"},
    {"vllm/completions_stream_logprobs", "completed", "length", 1, "events", 0, 1, true, false, "tiny", "\035"},
    {"vllm/completions_stream_usage", "completed", "length", 5, "usage", 2, 4, true, false, "tiny", "0)GP\037"},
};

// A request that the server refused, before or within a stream.
struct refusal {
  std::string_view file;
  std::string_view outcome;
  int http_status;
  std::string_view message;  // its beginning
};

inline constexpr refusal refusals[] = {
    {"llama-cpp-python/err_json", "http_5xx", 500, "Internal Server Error"},
    {"llama-cpp-python/err_missing_messages", "http_5xx", 500, "{"},
    {"llama-cpp-python/err_toolong_prompt_stream_false", "http_4xx", 400,
     "This model's maximum context length is 1024 tokens. However,"},
    {"llama-cpp-python/get_health", "http_4xx", 404, "Not Found"},
    {"llama-cpp-python/get_v1_nothing", "http_4xx", 404, "Not Found"},
    {"llama-server/err_json", "http_5xx", 500, "[json.exception.parse_error.101] parse error at line 1, colu"},
    {"llama-server/err_metrics_disabled", "http_5xx", 501,
     "This server does not support metrics endpoint. Start it with"},
    {"llama-server/err_missing_messages", "http_4xx", 400, "'messages' is required"},
    {"llama-server/err_no_api_key", "http_4xx", 401, "Invalid API Key"},
    {"llama-server/err_toolong_prompt", "http_4xx", 400,
     "request (4802 tokens) exceeds the available context size (10"},
    {"llama-server/get_v1_nothing", "http_4xx", 404, "File Not Found"},
    {"llama-server/get_version", "http_4xx", 404, "File Not Found"},
    {"llama-server/health_while_loading", "http_5xx", 503, "Loading model"},
    {"llm-d-sim/err_json", "http_4xx", 400, "Failed to read and parse request body, invalid character 'b'"},
    {"llm-d-sim/err_model", "http_4xx", 404, "The model `nope` does not exist."},
    {"llm-d-sim/err_negmax", "http_4xx", 400, "Max completion tokens and max tokens should be positive"},
    {"llm-d-sim/err_queue_full", "in_stream_error", 429, "Failed to enqueue request, waiting requests queue is full"},
    {"llm-d-sim/err_toolong", "in_stream_error", 400, "This model's maximum context length is 512 tokens. However, "},
    {"llm-d-sim/inject_context_length", "http_4xx", 400,
     "This model's maximum context length is 4096 tokens. However,"},
    {"llm-d-sim/inject_invalid_api_key", "http_4xx", 401, "Incorrect API key provided."},
    {"llm-d-sim/inject_invalid_request", "http_4xx", 400, "Invalid request: missing required parameter 'model'."},
    {"llm-d-sim/inject_model_not_found", "http_4xx", 404, "The model 'fake-nonexistent' does not exist"},
    {"llm-d-sim/inject_rate_limit", "http_429", 429, "Rate limit reached for fake in organization org-xxx on reque"},
    {"llm-d-sim/inject_server_error", "http_5xx", 503, "The server is overloaded or not ready yet."},
    {"llm-d-sim/starting_health_ready", "http_5xx", 503, "HTTP 503"},
    {"transformers-serve/err_json", "http_4xx", 422, "JSON decode error"},
    {"transformers-serve/err_model", "http_4xx", 400, "Server is pinned to './tinyllama'; requested 'nope'."},
    {"transformers-serve/get_models", "http_5xx", 500, "Internal Server Error"},
    {"vllm/err_json", "http_4xx", 400, "1 validation error:   {'type': 'json_invalid', 'loc': 'body."},
    {"vllm/err_missing_messages", "http_4xx", 400, "1 validation error:   {'type': 'missing', 'loc': 'body.messa"},
    {"vllm/err_model", "http_4xx", 404, "The model `nope` does not exist. Valid aliases: tiny."},
    {"vllm/err_negmax", "http_4xx", 400, "max_tokens must be at least 1, got -1. (parameter=max_tokens"},
    {"vllm/err_streamoptions_without_stream", "http_4xx", 400,
     "Stream options can only be defined when `stream=True`. (para"},
    {"vllm/err_toolong_maxtokens", "http_4xx", 400, "max_tokens=5000 cannot be greater than max_model_len=512. Pl"},
    {"vllm/err_toolong_prompt", "http_4xx", 400, "This model's maximum context length is 512 tokens. However, "},
    {"vllm/get_v1_nothing", "http_4xx", 404, "Not Found"},
};

}  // namespace captures
