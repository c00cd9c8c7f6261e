// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/sse/event.hpp>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string_view>
#include <vector>

namespace tokendyno::sse {

/// Bytes gathered over several reads, with `padding` readable bytes behind them. Keeps its memory when cleared.
class padded_buffer {
 public:
  /// The bytes; valid until the next `append` or `clear`.
  [[nodiscard]] std::string_view view() const noexcept { return {bytes_.data(), size_}; }
  /// Number of bytes, padding not counted.
  [[nodiscard]] std::size_t size() const noexcept { return size_; }

  /// Forgets the bytes.
  void clear() noexcept { size_ = 0; }

  /// Adds `more` at the end; `more` must not lie in this buffer.
  void append(std::string_view more) {
    auto const needed = size_ + more.size() + padding;
    if (bytes_.size() < needed) bytes_.resize(std::max(needed, 2 * bytes_.size()));
    if (!more.empty()) std::memcpy(bytes_.data() + size_, more.data(), more.size());
    size_ += more.size();
  }

 private:
  std::vector<char> bytes_ = std::vector<char>(padding);
  std::size_t size_ = 0;
};

}  // namespace tokendyno::sse
