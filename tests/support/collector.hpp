// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>

namespace support {

/// A handler for either message parser that keeps what came.
struct collector {
  int heads = 0;
  std::string body;
  void on_head(auto const&) noexcept { ++heads; }
  void on_body(std::span<char const> bytes) { body.append(bytes.data(), bytes.size()); }
};

}  // namespace support
