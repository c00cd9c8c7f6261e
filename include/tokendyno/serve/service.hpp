// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/http/request_parser.hpp>
#include <tokendyno/net/asio.hpp>
#include <tokendyno/serve/answer.hpp>
#include <tokendyno/serve/api_error.hpp>
#include <tokendyno/serve/bucket_counts.hpp>
#include <tokendyno/serve/completion_request.hpp>
#include <tokendyno/serve/engine_loop.hpp>
#include <tokendyno/serve/http_response.hpp>
#include <tokendyno/serve/metrics_page.hpp>
#include <tokendyno/serve/server_options.hpp>
#include <tokendyno/text/json.hpp>
#include <tokendyno/version.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>

namespace tokendyno::serve {

/// What the simulated server answers, without a socket: routes, jobs in the engine, figures for /metrics.
/// Runs on one executor; not thread-safe.
class service {
 public:
  /// Takes bytes of a response; `last` ends it.
  using reply = std::function<void(std::string bytes, bool last)>;

  service(asio::any_io_executor executor, server_options options)
      : options_{std::move(options)},
        loop_{std::move(executor), options_.profile,
              [this](sim::emission const& token, time_point at) { deliver(token, at); }} {
    if (options_.model.empty()) options_.model = options_.profile.model.name;
  }

  /// Answers one request through `to`, now or over time. The result names the job for `abandon`; 0 if it is done.
  std::uint64_t handle(http::request_head const& head, std::string_view body, reply to) {
    auto const path = std::string_view{head.target}.substr(0, head.target.find('?'));
    bool const chat = path == openai::path(openai::endpoint::chat);
    if (chat || path == openai::path(openai::endpoint::completions)) {
      if (head.method != "POST") return finish(to, 405, R"({"detail":"Method Not Allowed"})");
      if (!options_.api_key.empty() && head.authorization != "Bearer " + options_.api_key) {
        return finish(to, 401, R"({"error":"Unauthorized"})");
      }
      return complete(chat ? openai::endpoint::chat : openai::endpoint::completions, body, std::move(to));
    }
    if (path == "/health") return finish(to, 200, "");
    if (path == "/version") return finish(to, 200, R"({"version":"tokendyno-sim-)" + std::string{version} + "\"}");
    if (path == "/v1/models") return finish(to, 200, models());
    if (path == "/metrics") {
      to(http_response(200, "text/plain; version=0.0.4; charset=utf-8", metrics()), true);
      return 0;
    }
    return finish(to, 404, R"({"detail":"Not Found"})");
  }

  /// Withdraws a job whose client has gone.
  void abandon(std::uint64_t id) {
    if (jobs_.erase(id) > 0) loop_.abort(id);
  }

  /// State and counters of the engine.
  [[nodiscard]] sim::gauges gauge() const noexcept { return loop_.gauge(); }

 private:
  struct job {
    completion_request asked;
    serve::answer answer;
    reply to;
    time_point arrived{};
    time_point last_token{};
  };

  static std::uint64_t finish(reply const& to, int status, std::string_view body) {
    to(http_response(status, "application/json", body), true);
    return 0;
  }

  static std::uint64_t refuse(reply const& to, api_error const& error) {
    return finish(to, error.status, serve::body(error));
  }

  std::uint64_t complete(openai::endpoint endpoint, std::string_view body, reply to) {
    auto read = read_request(endpoint, body);
    if (auto const* const error = std::get_if<api_error>(&read)) return refuse(to, *error);
    auto& asked = std::get<completion_request>(read);
    if (!asked.model.empty() && asked.model != options_.model) {
      return refuse(
          to, {.status = 404,
               .message = "The model `" + asked.model + "` does not exist. Valid aliases: " + options_.model + ".",
               .type = "NotFoundError",
               .param = "model"});
    }
    if (asked.prompt_tokens + asked.max_tokens > options_.max_model_len) {
      return refuse(to, {.message = "This model's maximum context length is " + std::to_string(options_.max_model_len) +
                                    " tokens. However, you requested " + std::to_string(asked.max_tokens) +
                                    " output tokens and your prompt contains " + std::to_string(asked.prompt_tokens) +
                                    " input tokens.",
                         .param = "input_tokens"});
    }
    if (options_.max_queued > 0 && loop_.gauge().waiting >= options_.max_queued) {
      return refuse(to, {.status = 503, .message = "The queue is full.", .type = "QueueOverflowError"});
    }
    auto const id = ++last_job_;
    if (loop_.submit({.id = id, .prompt_tokens = asked.prompt_tokens, .output_tokens = asked.max_tokens}) ==
        sim::admission::never_fits) {
      return refuse(to,
                    {.message = "The request needs more key-value cache than the engine has.", .param = "max_tokens"});
    }
    serve::answer writer{asked, id, options_.model, unix_time()};
    jobs_.emplace(id, job{std::move(asked), std::move(writer), std::move(to), clock::now(), {}});
    return id;
  }

  void deliver(sim::emission const& token, time_point at) {
    auto const found = jobs_.find(token.id);
    if (found == jobs_.end()) return;
    auto& each = found->second;
    if (token.ordinal == 1) {
      ttft_.observe(seconds(at - each.arrived));
    } else {
      itl_.observe(seconds(at - each.last_token));
    }
    each.last_token = at;
    if (token.finished) e2e_.observe(seconds(at - each.arrived));
    if (each.asked.stream) {
      std::string bytes = token.ordinal == 1 ? stream_head() : std::string{};
      each.answer.append_token(bytes, token.ordinal - 1, token.finished);
      each.to(std::move(bytes), token.finished);
    } else if (token.finished) {
      each.to(http_response(200, "application/json", each.answer.whole(token.ordinal)), true);
    }
    if (token.finished) jobs_.erase(token.id);
  }

  [[nodiscard]] static std::int64_t unix_time() {
    return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
  }

  [[nodiscard]] std::string models() const {
    std::string out = R"({"object":"list","data":[{"id":)";
    text::append_json_string(out, options_.model);
    out += R"(,"object":"model","created":)" + std::to_string(unix_time()) + R"(,"owned_by":"tokendyno-sim","root":)";
    text::append_json_string(out, options_.profile.name);
    return out + R"(,"parent":null,"max_model_len":)" + std::to_string(options_.max_model_len) + "}]}";
  }

  [[nodiscard]] std::string metrics() const {
    auto const now = loop_.gauge();
    metrics_page page{options_.model};
    page.gauge("vllm:num_requests_running", "Number of requests in model execution batches.",
               static_cast<double>(now.running));
    page.gauge("vllm:num_requests_waiting", "Number of requests waiting to be processed.",
               static_cast<double>(now.waiting));
    page.gauge("vllm:kv_cache_usage_perc", "KV-cache usage. 1 means 100 percent usage.", now.kv_usage());
    page.counter("vllm:num_preemptions_total", "Cumulative number of preemption from the engine.", now.preemptions);
    page.counter("vllm:prompt_tokens_total", "Number of prefill tokens processed.", now.prompt_tokens);
    page.counter("vllm:generation_tokens_total", "Number of generation tokens processed.", now.generation_tokens);
    constexpr std::string_view success = "vllm:request_success_total";
    page.counter(success, "Count of processed requests.", now.finished, R"(finished_reason="length")");
    page.counter(success, "Count of processed requests.", now.aborted, R"(finished_reason="abort")");
    page.histogram("vllm:time_to_first_token_seconds", "Histogram of time to first token in seconds.", ttft_);
    page.histogram("vllm:inter_token_latency_seconds", "Histogram of inter-token latency in seconds.", itl_);
    page.histogram("vllm:e2e_request_latency_seconds", "Histogram of e2e request latency in seconds.", e2e_);
    page.info("vllm:cache_config_info", "Information of the LLMEngine CacheConfig",
              R"(block_size=")" + std::to_string(options_.profile.limits.block_size) + R"(",num_gpu_blocks=")" +
                  std::to_string(now.blocks) + R"(",cache_dtype="auto",enable_prefix_caching="False")");
    return std::move(page).text();
  }

  server_options options_;
  engine_loop loop_;
  std::unordered_map<std::uint64_t, job> jobs_;
  std::uint64_t last_job_ = 0;
  bucket_counts ttft_{ttft_bounds};
  bucket_counts itl_{itl_bounds};
  bucket_counts e2e_{e2e_bounds};
};

}  // namespace tokendyno::serve
