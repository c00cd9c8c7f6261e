// SPDX-License-Identifier: MIT
#include <tokendyno/memory/gib.hpp>
#include <tokendyno/memory/scheme.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>

using namespace tokendyno;

namespace {

struct expected_bytes {
  char const* name;
  double bf16_gb, bf16_gib, awq_gb, awq_gib, ratio, effective_bits, int8_gib, fp8_gib, read_bf16_gb, read_awq_gb,
      read_ratio;
};

constexpr expected_bytes rows[] = {
    {"qwen2.5-1.5b", 3.09, 2.88, 1.15, 1.07, 2.69, 5.95, 1.68, 1.66, 3.087, 1.148, 2.69},
    {"qwen2.5-7b", 15.23, 14.19, 5.57, 5.19, 2.73, 5.85, 8.25, 8.11, 14.141, 4.481, 3.16},
    {"qwen2.5-14b", 29.54, 27.51, 9.98, 9.29, 2.96, 5.41, 15.50, 15.21, 27.983, 8.423, 3.32},
    {"qwen2.5-coder-32b", 65.53, 61.03, 19.33, 18.00, 3.39, 4.72, 32.65, 31.96, 63.971, 17.772, 3.60},
    {"deepseek-coder-33b", 66.69, 62.11, 18.01, 16.77, 3.70, 4.32, 32.20, 31.48, 66.224, 17.546, 3.77},
    {"mistral-7b-v0.1", 14.48, 13.49, 4.15, 3.87, 3.49, 4.59, 7.14, 6.99, 14.221, 3.889, 3.66},
    {"mistral-7b-v0.3", 14.50, 13.50, 4.16, 3.88, 3.48, 4.60, 7.15, 7.00, 14.228, 3.895, 3.65},
    {"llama-3.1-8b", 16.06, 14.96, 5.73, 5.33, 2.80, 5.71, 8.61, 8.46, 15.010, 4.677, 3.21},
    {"llama-3.1-70b", 141.11, 131.42, 39.77, 37.04, 3.55, 4.51, 69.16, 67.67, 139.006, 37.666, 3.69},
};

double gb(std::uint64_t bytes) { return static_cast<double>(bytes) / 1e9; }
double gib(std::uint64_t bytes) { return memory::gib(static_cast<std::int64_t>(bytes)); }

// Equal to the last digit that is printed.
bool prints_as(double value, double printed, int digits) {
  double const scale = std::pow(10.0, digits);
  return std::round(value * scale) == std::round(printed * scale);
}

}  // namespace

TEST_CASE("bytes of every built-in model under BF16, AWQ, INT8 and FP8") {
  auto const& bf16 = memory::find_scheme("bf16");
  auto const& awq = memory::find_scheme("awq");
  // Group size 128, without GPTQ's channel index.
  memory::scheme const int8{.name = "int8-g128", .stored_bits = 8.1875};
  CHECK(memory::find_scheme("gptq-int8").stored_bits == int8.stored_bits);
  for (auto const& row : rows) {
    CAPTURE(row.name);
    auto const& model = memory::find_model(row.name);
    auto const wide = memory::weight_bytes(model, bf16);
    auto const narrow = memory::weight_bytes(model, awq);
    CHECK(prints_as(gb(wide), row.bf16_gb, 2));
    CHECK(prints_as(gib(wide), row.bf16_gib, 2));
    CHECK(prints_as(gb(narrow), row.awq_gb, 2));
    CHECK(prints_as(gib(narrow), row.awq_gib, 2));
    CHECK(prints_as(gb(wide) / gb(narrow), row.ratio, 2));
    CHECK(prints_as(8e9 * gb(narrow) / static_cast<double>(memory::parameters(model)), row.effective_bits, 2));
    CHECK(prints_as(gib(memory::weight_bytes(model, int8)), row.int8_gib, 2));
    CHECK(prints_as(gib(memory::weight_bytes(model, memory::find_scheme("fp8"))), row.fp8_gib, 2));
    CHECK(prints_as(gb(memory::read_bytes(model, bf16)), row.read_bf16_gb, 3));
    CHECK(prints_as(gb(memory::read_bytes(model, awq)), row.read_awq_gb, 3));
    CHECK(prints_as(gb(memory::read_bytes(model, bf16)) / gb(memory::read_bytes(model, awq)), row.read_ratio, 2));
  }
}

TEST_CASE("GPTQ's channel index adds 2 MB to a 1.5B and 25 MB to a 70B") {
  auto const& gptq = memory::find_scheme("gptq-int4");
  auto const& awq = memory::find_scheme("awq");
  auto const index = [&](char const* name) {
    auto const& model = memory::find_model(name);
    return 1000 * gb(memory::weight_bytes(model, gptq) - memory::weight_bytes(model, awq));
  };
  CHECK(prints_as(index("qwen2.5-1.5b"), 2, 0));
  CHECK(prints_as(index("llama-3.1-70b"), 25, 0));
}

TEST_CASE("bits of the group sizes, and what Marlin reads of symmetric GPTQ") {
  auto const bits = [](char const* name) { return memory::find_scheme(name).stored_bits; };
  CHECK(bits("awq") == 4 + (16 + 4) / 128.0);
  CHECK(bits("int4-g64") == 4 + (16 + 4) / 64.0);
  CHECK(bits("int4-g32") == 4 + (16 + 4) / 32.0);
  CHECK(memory::find_scheme("gptq-int4").read_bits == 4 + 16 / 128.0);
  CHECK(memory::find_scheme("gptq-int8").read_bits == 8 + 16 / 128.0);
}

TEST_CASE("bandwidth used by single streams on an A100, from published tokens per second") {
  struct published {
    char const *model, *scheme;
    double tokens_per_second, percent;
  };
  // Qwen2.5's own figures (vLLM 0.6.3, batch 1, mean context 1,024 tokens) over 2,039 GB/s.
  for (published const row : {published{"qwen2.5-1.5b", "bf16", 183.33, 28},
                              {"qwen2.5-7b", "bf16", 84.28, 59},
                              {"qwen2.5-14b", "bf16", 46.30, 64},
                              {"qwen2.5-coder-32b", "bf16", 22.13, 70},
                              {"qwen2.5-1.5b", "awq", 213.74, 12},
                              {"qwen2.5-7b", "awq", 148.10, 33},
                              {"qwen2.5-14b", "awq", 92.66, 39},
                              {"qwen2.5-coder-32b", "awq", 51.92, 46}}) {
    CAPTURE(row.model);
    CAPTURE(row.scheme);
    auto const& model = memory::find_model(row.model);
    auto const step =
        memory::read_bytes(model, memory::find_scheme(row.scheme)) + 1024 * memory::kv_bytes_per_token(model);
    CHECK(prints_as(100 * gb(step) * row.tokens_per_second / 2039, row.percent, 0));
  }
}

TEST_CASE("an unknown scheme is refused") { CHECK_THROWS_AS((void)memory::find_scheme("int3"), invalid_argument); }
