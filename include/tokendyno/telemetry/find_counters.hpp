// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/telemetry/exposition.hpp>
#include <tokendyno/telemetry/server_counters.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace tokendyno::telemetry {

namespace detail {

/// Sums of samples of one page by the names they may have.
class counter_finder {
 public:
  counter_finder(exposition const& page, std::string_view model) : page_{page} {
    std::string_view first;
    bool there = false;
    bool several = false;
    for (auto const& one : page.samples) {
      auto const name = one.label("model_name");
      if (name.empty()) continue;
      if (first.empty()) first = name;
      several = several || name != first;
      there = there || name == model;
    }
    if (several && there) model_ = model;
  }

  /// Over all label sets of the first of `names` that is on the page; empty if none is.
  [[nodiscard]] std::optional<double> sum(std::initializer_list<std::string_view> names,
                                          std::string_view end = {}) const {
    for (auto const name : names) {
      std::optional<double> total;
      for (auto const& one : page_.samples) {
        if (!is(one.name, name, end) || !counts(one)) continue;
        total = total.value_or(0) + one.value;
      }
      if (total) return total;
    }
    return std::nullopt;
  }

  [[nodiscard]] std::optional<std::uint64_t> whole(std::initializer_list<std::string_view> names,
                                                   std::string_view end = {}) const {
    auto const value = sum(names, end);
    constexpr double exact_below = 9007199254740992.0;  // 2^53
    if (!value || *value >= exact_below) return std::nullopt;
    return static_cast<std::uint64_t>(*value + 0.5);
  }

  [[nodiscard]] std::optional<duration> span(std::initializer_list<std::string_view> names,
                                             std::string_view end = {}) const {
    auto const value = sum(names, end);
    constexpr double longest = 9e9;  // 285 years
    if (!value || *value >= longest) return std::nullopt;
    return from_seconds(*value);
  }

  [[nodiscard]] std::optional<latency_total> histogram(std::initializer_list<std::string_view> names) const {
    for (auto const name : names) {
      auto const total = span({name}, "_sum");
      auto const count = whole({name}, "_count");
      if (total && count) return latency_total{*total, *count};
    }
    return std::nullopt;
  }

 private:
  static bool is(std::string_view whole, std::string_view name, std::string_view end) noexcept {
    return whole.size() == name.size() + end.size() && whole.starts_with(name) && whole.ends_with(end);
  }

  [[nodiscard]] bool counts(sample const& one) const noexcept {
    if (!model_.empty() && one.label("model_name") != model_) return false;
    // vLLM says finished_reason, llm-d finish_reason.
    for (auto const* const label : {"finished_reason", "finish_reason"}) {
      auto const reason = one.label(label);
      if (reason == "abort" || reason == "error") return false;
    }
    return std::isfinite(one.value) && one.value >= 0;
  }

  exposition const& page_;
  std::string_view model_{};
};

/// Half the last digit of `value` printed with six of them, as llama.cpp prints.
inline std::uint64_t rounding_of_six_digits(std::optional<std::uint64_t> value) {
  std::uint64_t half = 0;
  for (std::uint64_t unit = 10; value && *value / unit >= 100'000; unit *= 10) half = unit / 2;
  return half;
}

}  // namespace detail

/// The counters on a page of metrics of vLLM, SGLang, llama.cpp or a server that uses their names, old ones too, summed
/// over label sets. With several models on the page only the rows of `model` count, if it is one of them.
/// Names: https://docs.vllm.ai/en/latest/usage/metrics.html
[[nodiscard]] inline server_counters find_counters(exposition const& page, std::string_view model = {}) {
  detail::counter_finder const find{page, model};
  server_counters out;
  out.requests_succeeded = find.whole({"vllm:request_success_total", "sglang:num_requests_total"});
  out.prompt_tokens = find.whole({"vllm:prompt_tokens_total", "sglang:prompt_tokens_total"});
  out.cached_tokens = find.whole(
      {"vllm:prompt_tokens_cached_total", "sglang:cached_tokens_total", "llamacpp:prompt_tokens_cached_total"});
  out.generated_tokens = find.whole({"vllm:generation_tokens_total", "sglang:generation_tokens_total"});
  out.preemptions = find.whole({"vllm:num_preemptions_total", "sglang:num_retractions_total"});
  out.prefix_cache_queries = find.whole({"vllm:prefix_cache_queries_total", "vllm:gpu_prefix_cache_queries_total"});
  out.prefix_cache_hits = find.whole({"vllm:prefix_cache_hits_total", "vllm:gpu_prefix_cache_hits_total"});
  out.ttft = find.histogram({"vllm:time_to_first_token_seconds", "sglang:time_to_first_token_seconds"});
  out.itl = find.histogram({"vllm:inter_token_latency_seconds", "vllm:time_per_output_token_seconds",
                            "sglang:inter_token_latency_seconds", "sglang:time_per_output_token_seconds"});
  out.tpot = find.histogram({"vllm:request_time_per_output_token_seconds"});
  out.e2e = find.histogram({"vllm:e2e_request_latency_seconds", "sglang:e2e_request_latency_seconds"});
  out.queue = find.histogram({"vllm:request_queue_time_seconds", "sglang:queue_time_seconds"});
  out.prompt_time = find.span({"llamacpp:prompt_seconds_total"});
  out.generation_time = find.span({"llamacpp:tokens_predicted_seconds_total"});
  // llama.cpp counts cached tokens apart, and prints six digits of everything.
  auto const computed = find.whole({"llamacpp:prompt_tokens_total"});
  auto const predicted = find.whole({"llamacpp:tokens_predicted_total"});
  if (computed && out.cached_tokens && !out.prompt_tokens) {
    out.prompt_tokens = *computed + *out.cached_tokens;
    out.token_rounding = detail::rounding_of_six_digits(computed) + detail::rounding_of_six_digits(out.cached_tokens);
  }
  if (predicted && !out.generated_tokens) {
    out.generated_tokens = predicted;
    out.token_rounding = std::max(out.token_rounding, detail::rounding_of_six_digits(predicted));
  }
  return out;
}

/// The counters of the text of a page.
[[nodiscard]] inline server_counters find_counters(std::string_view page, std::string_view model = {}) {
  return find_counters(parse_exposition(page), model);
}

}  // namespace tokendyno::telemetry
