// SPDX-License-Identifier: MIT
#pragma once

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>

namespace support {

// The bytes that a real server sent, from tests/data/captures; `name` is like `vllm/chat_stream_usage`.
inline std::string capture(std::string_view name) {
  auto const path = std::string(TOKENDYNO_TEST_DATA "/captures/").append(name).append(".http");
  std::ifstream file{path, std::ios::binary};
  std::string bytes{std::istreambuf_iterator<char>{file}, {}};
  if (bytes.empty()) throw std::runtime_error{"cannot read " + path};
  return bytes;
}

}  // namespace support
