// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/http/request_parser.hpp>
#include <tokendyno/net/asio.hpp>
#include <tokendyno/serve/answer.hpp>
#include <tokendyno/serve/completion_request.hpp>
#include <tokendyno/serve/dialect.hpp>
#include <tokendyno/serve/engine_loop.hpp>
#include <tokendyno/serve/http_response.hpp>
#include <tokendyno/serve/metrics_page.hpp>
#include <tokendyno/serve/pattern.hpp>
#include <tokendyno/serve/refusal.hpp>
#include <tokendyno/serve/server_figures.hpp>
#include <tokendyno/serve/server_options.hpp>
#include <tokendyno/version.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>

namespace tokendyno::serve {

/// What follows a piece of a response.
enum class next : std::uint8_t {
  more,   ///< of the same response
  keep,   ///< nothing of it; the connection may carry another request
  close,  ///< nothing of it; the connection is closed
};

/// What the simulated server answers, without a socket: routes, jobs in the engine, figures for /metrics.
/// Runs on one executor; not thread-safe.
class service {
 public:
  /// Takes bytes of a response.
  using reply = std::function<void(std::string bytes, next)>;

  service(asio::any_io_executor executor, server_options options)
      : options_{std::move(options)},
        loop_{std::move(executor), options_.profile,
              [this](sim::emission const& token, time_point at, time_point begun) { deliver(token, at, begun); }} {
    if (options_.model.empty()) options_.model = options_.profile.model.name;
  }

  /// Answers one request through `to`, now or over time. The result names the job for `abandon`; 0 if it is done.
  std::uint64_t handle(http::request_head const& head, std::string_view body, reply to) {
    auto const path = std::string_view{head.target}.substr(0, head.target.find('?'));
    bool const chat = path == openai::path(openai::endpoint::chat);
    if (chat || path == openai::path(openai::endpoint::completions)) {
      if (head.method != "POST") return refuse(to, {.cause = &refusal_shapes::bad_method});
      if (!options_.api_key.empty() && head.authorization != "Bearer " + options_.api_key) {
        return refuse(to, {.cause = &refusal_shapes::bad_key, .reason = "wrong key"});
      }
      return complete(chat ? openai::endpoint::chat : openai::endpoint::completions, body, std::move(to));
    }
    auto const engine = loop_.gauge();
    if (path == "/metrics" && !how().metrics.empty()) {
      auto known = json_values();
      known.set("block_size", std::to_string(options_.profile.limits.block_size));
      known.set("blocks", std::to_string(engine.blocks));
      return finish(to, 200, how().metrics_media, metrics_text(how(), figures_, engine, known));
    }
    for (page const& each : how().pages) {
      if (each.path != path) continue;
      auto known = json_values();
      known.set("load", std::to_string(engine.running + engine.waiting));
      return finish(to, each.status, each.media, known.filled(each.body));
    }
    return refuse(to, {.cause = &refusal_shapes::not_found});
  }

  /// Withdraws a job whose client has gone.
  void abandon(std::uint64_t id) {
    if (jobs_.erase(id) > 0) loop_.abort(id);
  }

  /// State and counters of the engine.
  [[nodiscard]] sim::gauges gauge() const noexcept { return loop_.gauge(); }
  /// How the server talks.
  [[nodiscard]] dialect const& how() const noexcept { return options_.dialect; }

 private:
  struct job {
    completion_request asked;
    serve::answer answer;
    reply to;
    time_point arrived{};
    time_point last_token{};
    time_point first_token{};
    spent_time spent{};
  };

  /// `id`: of the answer in the body, which the head may name too; 0 if it has none.
  std::uint64_t finish(reply const& to, int status, std::string_view media, std::string_view body,
                       std::uint64_t id = 0) {
    bool const close = status >= 400 && how().closes_after_error;
    to(http_response(how(), status, media, body, head_values(id)), close ? next::close : next::keep);
    return 0;
  }

  std::uint64_t refuse(reply const& to, refusal const& why, completion_request const& asked = {}) {
    auto known = head_values();
    known.set("model", options_.model).set("asked_model", asked.model);
    known.set("limit", std::to_string(options_.max_model_len));
    known.set("prompt_tokens", std::to_string(asked.prompt_tokens));
    known.set("max_tokens", std::to_string(asked.max_tokens));
    known.set("total_tokens", std::to_string(std::uint64_t{asked.prompt_tokens} + asked.max_tokens));
    bool const close = asked.stream ? how().closes_after_stream : how().closes_after_error;
    to(refusal_response(how(), why, asked.stream, known), close ? next::close : next::keep);
    return 0;
  }

  std::uint64_t complete(openai::endpoint endpoint, std::string_view body, reply to) {
    auto read = read_request(endpoint, body);
    if (auto const* const error = std::get_if<refusal>(&read)) return refuse(to, *error);
    auto& asked = std::get<completion_request>(read);
    if (auto const why = unsuitable(asked)) return refuse(to, *why, asked);
    if (how().cuts_at_context) asked.max_tokens = std::min(asked.max_tokens, room_for_answer(asked));
    auto const id = ++last_job_;
    if (loop_.submit({.id = id, .prompt_tokens = asked.prompt_tokens, .output_tokens = asked.max_tokens}) ==
        sim::admission::never_fits) {
      return refuse(to,
                    {.cause = &refusal_shapes::never_fits,
                     .param = "max_tokens",
                     .reason = "The request needs more key-value cache than the engine has."},
                    asked);
    }
    auto known = json_values();
    known.set("id", std::to_string(id));
    known.set_text("asked_model", asked.model.empty() ? options_.model : asked.model);
    serve::answer writer{how(), asked, id, std::move(known)};
    jobs_.emplace(id, job{std::move(asked), std::move(writer), std::move(to), clock::now(), {}, {}, {}});
    return id;
  }
  [[nodiscard]] std::uint32_t room_for_answer(completion_request const& asked) const noexcept {
    return options_.max_model_len - std::min(options_.max_model_len, asked.prompt_tokens);
  }

  // Why the dialect does not serve `asked`; nothing if it does.
  [[nodiscard]] std::optional<refusal> unsuitable(completion_request const& asked) const {
    auto const& told = how().refusals;
    auto const limit = options_.max_model_len;
    auto const total = std::uint64_t{asked.prompt_tokens} + asked.max_tokens;
    bool const no_room = asked.prompt_tokens > limit || (how().cuts_at_context && asked.prompt_tokens == limit);
    std::pair<bool, refusal_cause> const causes[] = {
        {!asked.model.empty() && asked.model != options_.model, &refusal_shapes::wrong_model},
        {no_room, &refusal_shapes::prompt_too_long},
        {asked.max_tokens > limit, &refusal_shapes::output_too_long},
        {total > limit, &refusal_shapes::both_too_long},
        {options_.max_queued > 0 && loop_.gauge().waiting >= options_.max_queued, &refusal_shapes::queue_full}};
    for (auto const& [is_so, cause] : causes) {
      if (is_so && (told.*cause).status != 0) return refusal{.cause = cause};
    }
    return std::nullopt;
  }

  void deliver(sim::emission const& token, time_point at, time_point begun) {
    auto const found = jobs_.find(token.id);
    if (found == jobs_.end()) return;
    auto& each = found->second;
    // The metrics tell what was, not what was planned: on a busy machine a step ends late, and its request may have
    // come while the door was held open, after the step began.
    auto const now = clock::now();
    if (token.ordinal == 1) {
      figures_.ttft.observe(seconds(now - each.arrived));
      each.first_token = at;
      each.spent.prompt = at - begun;
    } else {
      figures_.itl.observe(seconds(now - each.last_token));
    }
    each.last_token = now;
    each.spent.predicted = at - each.first_token;
    if (token.finished) {
      figures_.e2e.observe(seconds(now - each.arrived));
      figures_.add(each.asked.prompt_tokens, token.ordinal, each.spent);
    }
    if (each.asked.stream) {
      auto bytes = token.ordinal == 1 ? response_head(200, how().stream_head, head_values(token.id)) : std::string{};
      each.answer.append_token(bytes, token.ordinal - 1, token.finished, each.spent);
      auto const end = how().closes_after_stream ? next::close : next::keep;
      each.to(std::move(bytes), token.finished ? end : next::more);
    } else if (token.finished) {
      finish(each.to, 200, {}, each.answer.whole(token.ordinal, each.spent), token.id);
    }
    if (token.finished) jobs_.erase(token.id);
  }

  [[nodiscard]] static std::int64_t unix_time() {
    return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
  }

  // What the head of a response may name; `id` is that of its answer, if it has one.
  [[nodiscard]] values head_values(std::uint64_t id = 0) {
    values known;
    known.set("server", std::string{"tokendyno-sim/"} + version).set("date", http_date(unix_time()));
    known.set("id", std::to_string(id > 0 ? id : ++last_response_));
    return known;
  }

  // What JSON bodies may name.
  [[nodiscard]] values json_values() const {
    values known;
    known.set_text("model", options_.model).set_text("root", options_.profile.name);
    known.set("sim", std::string{"tokendyno-sim-"} + version).set("created", std::to_string(unix_time()));
    known.set("limit", std::to_string(options_.max_model_len));
    return known;
  }

  server_options options_;
  engine_loop loop_;
  std::unordered_map<std::uint64_t, job> jobs_;
  std::uint64_t last_job_ = 0;
  std::uint64_t last_response_ = 0;
  server_figures figures_;
};

}  // namespace tokendyno::serve
