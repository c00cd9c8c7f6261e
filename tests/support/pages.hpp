// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

// What a person reads in the answers of real servers to a GET.
namespace support {

struct page {
  std::string_view file;
  int status;
  std::string_view content_type;
  std::string_view server;
  std::string_view body_begin;
  bool keep_alive;
  std::string_view model = "";    // the first that is listed
  std::string_view owner = "";    // of it
  std::string_view version = "";  // of the server
  std::string_view engine = "";   // as far as this page and its headers tell
};

inline constexpr page pages[] = {
    {"llama-cpp-python/get_health", 404, "application/json", "uvicorn", "{\"detail\":\"Not Found\"}", true},
    {"llama-cpp-python/get_v1_models", 200, "application/json", "uvicorn", "{\"object\":\"list\",\"data\":", true,
     "tiny", "me", "", "llama-cpp-python"},
    {"llama-cpp-python/get_v1_nothing", 404, "application/json", "uvicorn", "{\"detail\":\"Not Found\"}", true},
    {"llama-server/get_health", 200, "application/json; charset=utf-8", "llama.cpp", "{\"status\":\"ok\"}", true, "",
     "", "", "llama-server"},
    {"llama-server/get_props", 200, "application/json; charset=utf-8", "llama.cpp", "{\"default_generation_set", true,
     "", "", "", "llama-server"},
    {"llama-server/get_slots", 200, "application/json; charset=utf-8", "llama.cpp", "[{\"id\":0,\"n_ctx\":1024,\"s",
     true, "", "", "", "llama-server"},
    {"llama-server/get_v1_models", 200, "application/json; charset=utf-8", "llama.cpp", "{\"models\":[{\"name\":\"mid-",
     true, "mid-BF16.gguf", "llamacpp", "", "llama-server"},
    {"llama-server/get_v1_nothing", 404, "application/json; charset=utf-8", "llama.cpp",
     "{\"error\":{\"message\":\"Fil", false, "", "", "", "llama-server"},
    {"llama-server/get_version", 404, "application/json; charset=utf-8", "llama.cpp", "{\"error\":{\"message\":\"Fil",
     false, "", "", "", "llama-server"},
    {"llama-server/health_while_loading", 503, "application/json; charset=utf-8", "llama.cpp",
     "{\"error\":{\"message\":\"Loa", false, "", "", "", "llama-server"},
    {"llm-d-sim/health", 200, "application/json", "fasthttp", "", true},
    {"llm-d-sim/models", 200, "application/json", "fasthttp", "{\"object\":\"list\",\"data\":", true, "fake", "vllm",
     "", "llm-d-inference-sim"},
    {"llm-d-sim/starting_health", 200, "application/json", "fasthttp", "", true},
    {"llm-d-sim/starting_health_ready", 503, "application/json", "fasthttp", "", true},
    {"llm-d-sim/starting_ready", 200, "application/json", "fasthttp", "", true},
    {"transformers-serve/get_health", 200, "application/json", "uvicorn", "{\"status\":\"ok\"}", true},
    {"transformers-serve/get_models", 500, "text/plain; charset=utf-8", "uvicorn", "Internal Server Error", true},
    {"vllm/get_health", 200, "", "uvicorn", "", true},
    {"vllm/get_load", 200, "application/json", "uvicorn", "{\"server_load\":0}", true},
    {"vllm/get_ping", 200, "", "uvicorn", "", true},
    {"vllm/get_v1_models", 200, "application/json", "uvicorn", "{\"object\":\"list\",\"data\":", true, "tiny", "vllm",
     "", "vllm"},
    {"vllm/get_v1_nothing", 404, "application/json", "uvicorn", "{\"detail\":\"Not Found\"}", true},
    {"vllm/get_version", 200, "application/json", "uvicorn", "{\"version\":\"0.32.0\"}", true, "", "", "0.32.0", ""},
    {"vllm-0.24.0-h200/get_health", 200, "", "uvicorn", "", true},
    {"vllm-0.24.0-h200/get_v1_models", 200, "application/json", "uvicorn", "{\"object\":\"list\",\"data\":", true,
     "1.5b-bf16", "vllm", "", "vllm"},
    {"vllm-0.24.0-h200/get_v1_nothing", 404, "application/json", "uvicorn", "{\"detail\":\"Not Found\"}", true},
    {"vllm-0.24.0-h200/get_version", 200, "application/json", "uvicorn", "{\"version\":\"0.24.0\"}", true, "", "",
     "0.24.0", ""},
};

}  // namespace support
