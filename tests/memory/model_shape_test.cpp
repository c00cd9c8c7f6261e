// SPDX-License-Identifier: MIT
#include <tokendyno/memory/model_shape.hpp>

#include <doctest/doctest.h>

#include <cstdint>
#include <string>

using namespace tokendyno;

namespace {

struct expected_totals {
  char const* name;
  std::uint64_t parameters;
  std::uint64_t kv_bytes_per_token;
};

// The parameters are those of the models' safetensors headers, so the formula is checked against the files.
constexpr expected_totals totals[] = {
    {"qwen2.5-1.5b", 1'543'714'304, 28'672},         {"qwen2.5-7b", 7'615'616'512, 57'344},
    {"qwen2.5-14b", 14'770'033'664, 196'608},        {"qwen2.5-coder-32b", 32'763'876'352, 262'144},
    {"deepseek-coder-33b", 33'342'991'360, 253'952}, {"mistral-7b-v0.1", 7'241'732'096, 131'072},
    {"mistral-7b-v0.3", 7'248'023'552, 131'072},     {"llama-3.1-8b", 8'030'261'248, 131'072},
    {"llama-3.1-70b", 70'553'706'496, 327'680},
};

}  // namespace

TEST_CASE("parameters and key-value bytes of the built-in shapes") {
  CHECK(memory::known_models().size() == std::size(totals));
  for (auto const& expected : totals) {
    CAPTURE(expected.name);
    auto const& model = memory::find_model(expected.name);
    CHECK(memory::parameters(model) == expected.parameters);
    CHECK(memory::kv_bytes_per_token(model) == expected.kv_bytes_per_token);
    CHECK(memory::kv_bytes_per_token(model, 1) * 2 == expected.kv_bytes_per_token);
  }
}

TEST_CASE("the vocabulary is 15 % of a 1.5B model") {
  auto const& model = memory::find_model("qwen2.5-1.5b");
  CHECK(static_cast<double>(memory::embedding_parameters(model)) / static_cast<double>(memory::parameters(model)) ==
        doctest::Approx(0.15).epsilon(0.01));
}

TEST_CASE("an unknown model is refused with the list of the known ones") {
  try {
    (void)memory::find_model("gpt-5");
    FAIL("expected invalid_argument");
  } catch (invalid_argument const& error) {
    std::string const message = error.what();
    CHECK(message.find("gpt-5") != std::string::npos);
    for (auto const& model : memory::known_models()) CHECK(message.find(model.name) != std::string::npos);
  }
}
