// SPDX-License-Identifier: MIT
#include <tokendyno/openai/server_name.hpp>

#include <tokendyno/http/response_parser.hpp>
#include <tokendyno/openai/model_list.hpp>

#include <doctest/doctest.h>
#include <support/capture.hpp>
#include <support/collector.hpp>
#include <support/pages.hpp>
#include <support/pieces.hpp>

#include <string>

using namespace tokendyno;
using openai::identify;

TEST_CASE("models, owner, version and engine out of the pages of real servers") {
  for (auto const& e : support::pages) {
    CAPTURE(e.file);
    http::response_parser p;
    support::collector seen;
    p.feed(support::padded_piece{support::capture(e.file)}.span(), seen);
    auto const models = openai::read_model_list(seen.body);
    auto const owner = openai::read_owner(seen.body);
    auto const version = openai::read_version(seen.body);
    CHECK((models.empty() ? std::string{} : models.front()) == e.model);
    CHECK(owner == e.owner);
    CHECK(version == e.version);
    auto const named = identify({.header = p.head().server,
                                 .owned_by = owner,
                                 .version = version,
                                 .processing_ms = !p.head().processing_ms.empty()});
    CHECK(named.engine == e.engine);
    CHECK(named.because.empty() == named.engine.empty());
  }
}

TEST_CASE("the name rests on words that can be checked") {
  auto const vllm = identify({.header = "uvicorn", .system_fingerprint = "vllm-0.32.0-fa91edcb"});
  CHECK(vllm.engine == "vllm");
  CHECK(vllm.version == "0.32.0");
  CHECK(vllm.because == "system_fingerprint \"vllm-0.32.0-fa91edcb\"");
  auto const llama = identify({.header = "llama.cpp", .system_fingerprint = "b1-0c1e570"});
  CHECK(llama.engine == "llama-server");
  CHECK(llama.version == "b1-0c1e570");
  CHECK(llama.because == "server header \"llama.cpp\"");
  CHECK(identify({.header = "tokendyno-sim/0.1.0", .owned_by = "vllm"}).engine == "tokendyno");
  CHECK(identify({.header = "fasthttp", .id = "chatcmpl-7", .request_id = "7"}).engine == "llm-d-inference-sim");
  CHECK(identify({.header = "fasthttp"}).engine.empty());
  CHECK(identify({.header = "nginx", .timings = true}).engine == "llama-server");
  CHECK(identify({.header = "nginx", .timings = true}).because == "timings in the answer");
}

TEST_CASE("engines of which there is no capture, by what their sources write") {
  CHECK(identify({.system_fingerprint = "fp_ollama"}).engine == "ollama");
  CHECK(identify({.owned_by = "library"}).engine == "ollama");
  CHECK(identify({.header = "uvicorn", .owned_by = "sglang"}).engine == "sglang");
  auto const tgi = identify({.system_fingerprint = "3.0.1-sha-bb9095a"});
  CHECK(tgi.engine == "tgi");
  CHECK(tgi.version == "3.0.1");
  CHECK(identify({.system_fingerprint = "2.4.0-native"}).engine == "tgi");
  CHECK(identify({.system_fingerprint = "cpu-native"}).engine.empty());
}

TEST_CASE("signs that many servers share name nobody") {
  CHECK(identify({}).engine.empty());
  CHECK(identify({.header = "uvicorn", .id = "chatcmpl-1", .request_id = "1"}).engine.empty());
  CHECK(identify({.header = "cloudflare", .processing_ms = true}).engine.empty());
  CHECK(identify({.header = "uvicorn", .owned_by = "me"}).engine.empty());
}

TEST_CASE("a simulated server is not taken for the engine whose dialect it speaks") {
  CHECK(identify({.header = "llama.cpp (tokendyno-sim/0.1.0)", .owned_by = "llamacpp"}).engine == "tokendyno");
  CHECK(identify({.header = "fasthttp (tokendyno-sim/0.1.0)", .owned_by = "vllm"}).engine == "tokendyno");
}
