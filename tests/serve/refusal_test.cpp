// SPDX-License-Identifier: MIT
#include <tokendyno/serve/refusal.hpp>

#include <tokendyno/serve/dialects/vllm.hpp>

#include <doctest/doctest.h>

namespace td = tokendyno;

TEST_CASE("an error body is the JSON that vLLM sends, whatever the names in it") {
  td::serve::values known;
  known.set("asked_model", "x\"y").set("model", "$reason");
  CHECK(td::serve::refusal_body(td::serve::dialects::vllm, td::serve::dialects::vllm.refusals.wrong_model, known) ==
        R"({"error":{"message":"The model `x\"y` does not exist. Valid aliases: $reason.","type":"NotFoundError",)"
        R"("param":"model","code":404}})");
}
