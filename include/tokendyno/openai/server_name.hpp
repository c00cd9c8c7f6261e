// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace tokendyno::openai {

/// What a server lets be seen of itself; what it does not show is empty or false.
struct server_evidence {
  std::string_view header = {};              ///< `server` response header
  std::string_view owned_by = {};            ///< `owned_by` of the first model in /v1/models
  std::string_view version = {};             ///< of /version
  std::string_view system_fingerprint = {};  ///< of an answer
  std::string_view id = {};                  ///< of an answer
  std::string_view request_id = {};          ///< `x-request-id` response header
  bool processing_ms = false;                ///< the response header `openai-processing-ms` is there
  bool timings = false;                      ///< answers carry llama.cpp's `timings`
};

/// Which engine it is, as far as it can be told.
struct server_name {
  std::string engine = {};   ///< e.g. `vllm`; empty if nothing tells
  std::string version = {};  ///< of the engine; empty if nothing tells
  std::string because = {};  ///< the evidence in words
};

namespace detail {

inline bool begins_with_digit(std::string_view word) {
  return !word.empty() && word.front() >= '0' && word.front() <= '9';
}

inline std::string quoted(std::string_view name, std::string_view value) {
  return std::string(name).append(" \"").append(value).append("\"");
}

/// A fingerprint that names its engine: vLLM's `vllm-0.32.0-fa91edcb`, Ollama's `fp_ollama`, TGI's `2.4.0-native` or
/// `2.4.0-sha-0a655a0`.
inline server_name name_of_fingerprint(std::string_view fingerprint) {
  auto because = quoted("system_fingerprint", fingerprint);
  if (fingerprint.starts_with("vllm-")) {
    auto const version = fingerprint.substr(5);
    return {"vllm", std::string{version.substr(0, version.rfind('-'))}, because};
  }
  if (fingerprint == "fp_ollama") return {"ollama", {}, because};
  bool const is_tgi = fingerprint.ends_with("-native") || fingerprint.find("-sha-") != std::string_view::npos;
  if (is_tgi && begins_with_digit(fingerprint)) {
    return {"tgi", std::string{fingerprint.substr(0, fingerprint.find('-'))}, because};
  }
  return {};
}

/// The owner that an engine writes beside its models.
inline std::string_view engine_of_owner(std::string_view owned_by) {
  if (owned_by == "vllm" || owned_by == "sglang") return owned_by;
  if (owned_by == "llamacpp") return "llama-server";
  if (owned_by == "library") return "ollama";
  return {};
}

}  // namespace detail

/// The engine behind a server, from the strongest sign to the weakest: its own header, the fingerprint of its answers,
/// the owner of its models, then habits of its headers and ids (docs/concepts.md#server-name). An engine behind a
/// gateway may hide; a simulator may imitate another engine and is told by the web server under it.
[[nodiscard]] inline server_name identify(server_evidence const& seen) {
  // The simulated server's dialects put it behind the name of the web server that they imitate.
  if (seen.header.find("tokendyno") != std::string_view::npos) {
    return {"tokendyno", std::string{seen.version}, detail::quoted("server header", seen.header)};
  }
  if (seen.header == "llama.cpp") {
    return {"llama-server", std::string{seen.system_fingerprint}, detail::quoted("server header", seen.header)};
  }
  bool const own_id = !seen.request_id.empty() && seen.id.find(seen.request_id) != std::string_view::npos;
  if (seen.header == "fasthttp" && (seen.owned_by == "vllm" || own_id)) {
    return {"llm-d-inference-sim",
            {},
            "server header \"fasthttp\" with " + (own_id ? std::string{"the x-request-id in the id of the answer"}
                                                         : detail::quoted("owned_by", seen.owned_by))};
  }
  if (auto named = detail::name_of_fingerprint(seen.system_fingerprint); !named.engine.empty()) return named;
  if (auto const engine = detail::engine_of_owner(seen.owned_by); !engine.empty()) {
    return {std::string{engine}, std::string{seen.version}, detail::quoted("owned_by", seen.owned_by)};
  }
  if (seen.timings) return {"llama-server", std::string{seen.system_fingerprint}, "timings in the answer"};
  if (seen.header == "uvicorn" && seen.processing_ms) {
    return {"llama-cpp-python", {}, "server header \"uvicorn\" with the header openai-processing-ms"};
  }
  if (seen.header == "uvicorn" && own_id && seen.id == seen.request_id) {
    return {"transformers serve", {}, "server header \"uvicorn\" with the bare x-request-id as the id of the answer"};
  }
  return {};
}

}  // namespace tokendyno::openai
