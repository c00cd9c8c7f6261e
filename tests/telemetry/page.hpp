// SPDX-License-Identifier: MIT
#pragma once

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>

// A page of metrics of a real server out of tests/data/captures, e.g. `vllm/metrics_after_load`.
inline std::string page(std::string_view name) {
  auto const path = std::string{TOKENDYNO_TEST_DATA "/captures/"}.append(name).append(".prom");
  std::ifstream file{path, std::ios::binary};
  std::string text{std::istreambuf_iterator<char>{file}, {}};
  if (text.empty()) throw std::runtime_error{"cannot read " + path};
  return text;
}
