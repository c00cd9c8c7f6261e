// SPDX-License-Identifier: MIT
#include <tokendyno/memory/gpu.hpp>
#include <tokendyno/memory/scheme.hpp>

#include <doctest/doctest.h>

#include <cmath>

using namespace tokendyno;

TEST_CASE("where linear layers turn compute-bound, BF16 and INT4") {
  struct expected {
    char const* name;
    double ridge, int4;
  };
  for (expected const row : {expected{"rtx2000ada", 214, 56},
                             {"l4", 403, 105},
                             {"a10", 208, 54},
                             {"rtx4090", 164, 43},
                             {"a100-40gb", 201, 52},
                             {"a100-80gb", 153, 40},
                             {"h100", 295, 77},
                             {"h200", 206, 54}}) {
    CAPTURE(row.name);
    double const ridge = memory::ridge(memory::find_gpu(row.name));
    CHECK(std::round(ridge) == row.ridge);
    CHECK(std::round(ridge * memory::find_scheme("awq").read_bits / 16) == row.int4);
  }
}

TEST_CASE("an unknown GPU is refused") { CHECK_THROWS_AS((void)memory::find_gpu("tpu"), invalid_argument); }
