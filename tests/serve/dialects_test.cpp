// SPDX-License-Identifier: MIT
#include <tokendyno/serve/find_dialect.hpp>

#include <tokendyno/serve/refusal.hpp>
#include <tokendyno/serve/server.hpp>

#include <support/capture.hpp>

#include <doctest/doctest.h>

#include "structure.hpp"

#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>

namespace td = tokendyno;

namespace {

constexpr std::uint32_t longest = 64;

td::serve::server_options speaking(std::string_view dialect) {
  td::serve::server_options options{.model = "sim", .max_model_len = longest};
  options.dialect = td::serve::find_dialect(dialect);
  options.profile.speed = 50;
  return options;
}

// The bytes of a request whose connection is closed behind the answer.
std::string request(std::string_view target, std::string_view body) {
  std::string out{body.empty() ? "GET " : "POST "};
  out.append(target).append(" HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: ");
  return out.append(std::to_string(body.size())).append("\r\n\r\n").append(body);
}

struct sample {
  char const* dialect;
  char const* capture;
  char const* target;
  std::string body = {};
};

std::string const ask = R"({"model":"sim","messages":[{"role":"user","content":"Tell me"}],"max_tokens":4,"stream":)";
std::string const plain = ask + "false}";
std::string const streamed = ask + "true}";
std::string const with_usage = ask + R"(true,"stream_options":{"include_usage":true}})";
std::string const text_with_usage =
    R"({"prompt":"hello world","max_tokens":4,"stream":true,"stream_options":{"include_usage":true}})";
std::string const wrong_model = R"({"model":"nope","messages":[{"content":"hello"}],"max_tokens":2})";
std::string const no_messages = R"({"model":"sim"})";
std::string const many_tokens = R"({"messages":[{"content":"hello"}],"max_tokens":5000,"stream":true})";
std::string const no_json = "{bad";
constexpr auto* chat = "/v1/chat/completions";
constexpr auto* text = "/v1/completions";

std::string long_prompt(std::string_view rest) {
  std::string body = R"({"messages":[{"content":")";
  for (std::uint32_t i = 0; i <= longest; ++i) body += "word ";
  return body.append(R"("}],"max_tokens":4)").append(rest).append("}");
}

}  // namespace

TEST_CASE("each dialect answers as the engine did that it is taken from") {
  sample const samples[] = {
      {"vllm", "vllm/chat_stream_usage", chat, with_usage},
      {"vllm", "vllm/chat_stream_nousage", chat, streamed},
      {"vllm", "vllm/chat_stream_usage_continuous", chat,
       ask + R"(true,"stream_options":{"include_usage":true,"continuous_usage_stats":true}})"},
      {"vllm", "vllm/chat_stream_tokenids", chat, ask + R"(true,"return_token_ids":true})"},
      {"vllm", "vllm/chat_nostream", chat, plain},
      {"vllm", "vllm/completions_stream_usage", text, text_with_usage},
      {"vllm", "vllm/err_json", chat, no_json},
      {"vllm", "vllm/err_missing_messages", chat, no_messages},
      {"vllm", "vllm/err_model", chat, wrong_model},
      {"vllm", "vllm/err_negmax", chat, R"({"messages":[{"content":"hello"}],"max_tokens":-1})"},
      {"vllm", "vllm/err_streamoptions_without_stream", chat,
       R"({"messages":[{"content":"hello"}],"stream_options":{"include_usage":true}})"},
      {"vllm", "vllm/err_toolong_maxtokens", chat, many_tokens},
      {"vllm", "vllm/err_toolong_prompt", chat, long_prompt("")},
      {"vllm", "vllm/get_v1_models", "/v1/models"},
      {"vllm", "vllm/get_version", "/version"},
      {"vllm", "vllm/get_load", "/load"},
      {"vllm", "vllm/get_v1_nothing", "/v1/nothing"},
      {"llama-server", "llama-server/chat_stream_usage", chat, with_usage},
      {"llama-server", "llama-server/chat_stream_nousage", chat, streamed},
      {"llama-server", "llama-server/chat_nostream", chat, plain},
      {"llama-server", "llama-server/completions_stream_usage", text, text_with_usage},
      {"llama-server", "llama-server/err_json", chat, no_json},
      {"llama-server", "llama-server/err_missing_messages", chat, no_messages},
      {"llama-server", "llama-server/err_model", chat, wrong_model},
      {"llama-server", "llama-server/err_toolong_prompt", chat, long_prompt("")},
      {"llama-server", "llama-server/get_health", "/health"},
      {"llama-server", "llama-server/get_version", "/version"},
      {"llama-server", "llama-server/get_v1_nothing", "/v1/nothing"},
      {"llama-cpp-python", "llama-cpp-python/chat_stream_usage", chat, with_usage},
      {"llama-cpp-python", "llama-cpp-python/chat_stream_nousage", chat, streamed},
      {"llama-cpp-python", "llama-cpp-python/chat_nostream", chat, plain},
      {"llama-cpp-python", "llama-cpp-python/completions_stream", text, text_with_usage},
      {"llama-cpp-python", "llama-cpp-python/err_json", chat, no_json},
      {"llama-cpp-python", "llama-cpp-python/err_missing_messages", chat, no_messages},
      {"llama-cpp-python", "llama-cpp-python/err_model", chat, wrong_model},
      {"llama-cpp-python", "llama-cpp-python/err_toolong_prompt_stream_false", chat, long_prompt("")},
      {"llama-cpp-python", "llama-cpp-python/err_toolong_prompt_stream_true", chat, long_prompt(R"(,"stream":true)")},
      {"llama-cpp-python", "llama-cpp-python/get_health", "/health"},
      {"llama-cpp-python", "llama-cpp-python/get_v1_models", "/v1/models"},
      {"llm-d", "llm-d-sim/chat_stream_usage", chat, with_usage},
      {"llm-d", "llm-d-sim/chat_stream_nousage", chat, streamed},
      {"llm-d", "llm-d-sim/chat_nostream", chat, plain},
      {"llm-d", "llm-d-sim/completions_stream", text, text_with_usage},
      {"llm-d", "llm-d-sim/err_json", chat, no_json},
      {"llm-d", "llm-d-sim/err_model", chat, wrong_model},
      {"llm-d", "llm-d-sim/err_negmax", chat, R"({"messages":[{"content":"hello"}],"max_tokens":-1})"},
      {"llm-d", "llm-d-sim/err_toolong", chat, many_tokens},
      {"transformers", "transformers-serve/chat_stream_usage", chat, with_usage},
      {"transformers", "transformers-serve/chat_stream_nousage", chat, streamed},
      {"transformers", "transformers-serve/chat_nostream", chat, plain},
      {"transformers", "transformers-serve/completions_stream", text, text_with_usage},
      {"transformers", "transformers-serve/toolong_prompt_stream", chat, long_prompt(R"(,"stream":true)")},
      {"transformers", "transformers-serve/err_json", chat, no_json},
      {"transformers", "transformers-serve/err_model", chat, wrong_model},
      {"transformers", "transformers-serve/get_health", "/health"},
      {"transformers", "transformers-serve/get_models", "/v1/models"},
  };
  std::size_t compared = 0;
  for (auto const* const dialect : td::serve::known_dialects) {
    td::serve::server server{speaking(dialect->name)};
    for (auto const& each : samples) {
      if (each.dialect != dialect->name) continue;
      ++compared;
      CAPTURE(std::string{each.capture});
      auto const ours = support::raw_exchange(server.port(), request(each.target, each.body));
      CHECK(ours.find('$') == std::string::npos);
      CHECK(support::structure_of_response(ours) == support::structure_of_response(support::capture(each.capture)));
    }
  }
  CHECK(compared == std::size(samples));
}

TEST_CASE("what engines answer to, and with which name of the model") {
  auto const answer = [](char const* dialect, char const* target, std::string const& body = {}) {
    td::serve::server server{speaking(dialect)};
    return support::raw_exchange(server.port(), request(target, body));
  };
  CHECK(answer("transformers", chat, plain).find(R"("model":"sim@main")") != std::string::npos);
  CHECK(answer("llama-cpp-python", chat, wrong_model).find(R"("model":"nope")") != std::string::npos);
  CHECK(answer("llama-server", chat, wrong_model).find(R"("model":"sim")") != std::string::npos);
  CHECK(answer("transformers", "/metrics").find("404 Not Found\r\n") != std::string::npos);
  CHECK(answer("llama-cpp-python", "/metrics").find("404 Not Found\r\n") != std::string::npos);
  CHECK(answer("llama-server", "/metrics").find("\nllamacpp:tokens_predicted_total 0\n") != std::string::npos);
  CHECK(answer("llm-d", "/metrics")
            .find("\nvllm:request_success_total{model_name=\"sim\",finish_reason=\"length\"} 0\n") !=
        std::string::npos);
  CHECK(answer("vllm", "/health").find("200 OK\r\n") != std::string::npos);
}

TEST_CASE("a full queue is an event of llm-d's stream") {
  auto const& how = td::serve::dialects::llm_d;
  td::serve::refusal const full{.cause = &td::serve::refusal_shapes::queue_full};
  auto const ours = td::serve::refusal_response(how, full, true, {});
  auto const theirs = support::capture("llm-d-sim/err_queue_full");
  CHECK(ours.substr(ours.find("\r\n\r\n")) == theirs.substr(theirs.find("\r\n\r\n")));
  CHECK(td::serve::refusal_response(how, full, false, {}).find("429 Too Many Requests\r\n") != std::string::npos);
}

TEST_CASE("a dialect that nobody speaks is refused with those that are known") {
  CHECK_THROWS_WITH_AS(
      static_cast<void>(td::serve::find_dialect("esperanto")),
      "dialect: expected one of vllm llama-server llama-cpp-python llm-d transformers, got 'esperanto'",
      td::invalid_argument);
}
