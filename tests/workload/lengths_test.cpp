// SPDX-License-Identifier: MIT
#include <tokendyno/workload/lengths.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

using namespace tokendyno;

static_assert(workload::length_source<workload::fixed_lengths>);
static_assert(workload::length_source<workload::lognormal_lengths>);

TEST_CASE("the normal quantile is good to the last digits of a double") {
  struct point {
    double p, x;
  };
  // Python's statistics.NormalDist().inv_cdf, which is Wichura's AS 241.
  for (point const at : {point{1e-10, -6.361340902404056},
                         {0.5 / 1024, -3.2971933456919635},
                         {0.025, -1.9599639845400538},
                         {0.3, -0.5244005127080407},
                         {0.75, 0.6744897501960817},
                         {0.999, 3.090232306167813}}) {
    CAPTURE(at.p);
    CHECK(std::abs(workload::detail::normal_quantile(at.p) - at.x) <= 1e-14 * std::abs(at.x));
  }
  CHECK(std::abs(workload::detail::normal_quantile(0.5)) < 1e-15);
}

TEST_CASE("the lognormal lengths are the published ones") {
  workload::lognormal_lengths const lengths;
  REQUIRE(lengths.count() == 1024);
  std::uint32_t const inputs[] = {37, 82, 153, 228, 303, 99, 141, 126};
  std::uint32_t const outputs[] = {116, 87, 128, 104, 128, 81, 128, 128};
  for (std::size_t i = 0; i < 8; ++i) CHECK(lengths(i) == workload::length_pair{inputs[i], outputs[i]});

  std::uint64_t input_sum = 0;
  std::uint64_t output_sum = 0;
  std::uint64_t product_sum = 0;
  int at_most = 0;
  workload::length_pair least{1000, 1000};
  workload::length_pair most{};
  for (std::uint64_t i = 0; i < 1024; ++i) {
    auto const [input, output] = lengths(i);
    input_sum += input;
    output_sum += output;
    product_sum += std::uint64_t{input} * output;
    at_most += output == 128;
    least = {std::min(least.input, input), std::min(least.output, output)};
    most = {std::max(most.input, input), std::max(most.output, output)};
  }
  CHECK(input_sum == 155'281);
  CHECK(output_sum == 107'421);
  CHECK(product_sum == 16'289'088);
  CHECK(at_most == 345);
  CHECK(least == workload::length_pair{37, 35});
  CHECK(most == workload::length_pair{523, 128});
}

TEST_CASE("the sequence repeats after its count") {
  workload::lognormal_lengths const lengths{{.count = 10}};
  CHECK(lengths(3) == lengths(13));
  CHECK(lengths(3) != lengths(4));
}

TEST_CASE("lengths are clamped at both ends") {
  workload::lognormal_lengths const lengths{
      {.input = {.median = 100, .sigma = 2, .least = 50, .most = 60}, .output = {.median = 100, .sigma = 0}}};
  bool short_one = false;
  bool long_one = false;
  for (std::uint64_t i = 0; i < lengths.count(); ++i) {
    short_one |= lengths(i).input == 50;
    long_one |= lengths(i).input == 60;
    CHECK(lengths(i).output == 100);
  }
  CHECK(short_one);
  CHECK(long_one);
}

TEST_CASE("impossible distributions are refused") {
  CHECK_THROWS_AS((workload::lognormal_lengths{{.input = {.median = 0}}}), invalid_argument);
  CHECK_THROWS_AS((workload::lognormal_lengths{{.output = {.sigma = -1}}}), invalid_argument);
  CHECK_THROWS_AS((workload::lognormal_lengths{{.output = {.least = 0}}}), invalid_argument);
  CHECK_THROWS_AS((workload::lognormal_lengths{{.output = {.least = 9, .most = 8}}}), invalid_argument);
  CHECK_THROWS_AS((workload::lognormal_lengths{{.count = 0}}), invalid_argument);
}

TEST_CASE("fixed lengths are the same for every request") {
  workload::fixed_lengths const lengths{{.input = 25, .output = 128}};
  CHECK(lengths(0) == workload::length_pair{25, 128});
  CHECK(lengths(12'345) == workload::length_pair{25, 128});
}
