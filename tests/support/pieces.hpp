// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace support {

// A copy of some bytes with exactly the padding that parsers may read behind them, so that a sanitizer sees one more.
class padded_piece {
 public:
  explicit padded_piece(std::string_view bytes) : memory_{new char[bytes.size() + 64]}, size_{bytes.size()} {
    if (!bytes.empty()) std::memcpy(memory_.get(), bytes.data(), bytes.size());
    std::memset(memory_.get() + size_, '}', 64);  // a byte that would spoil JSON if it were taken for data
  }
  [[nodiscard]] std::span<char const> span() const noexcept { return {memory_.get(), size_}; }

 private:
  std::unique_ptr<char[]> memory_;
  std::size_t size_;
};

// Calls feed(span) for the pieces of `bytes` between `cuts`, which are ascending positions.
template <class Feed>
void feed_cut(std::string_view bytes, std::vector<std::size_t> const& cuts, Feed feed) {
  std::size_t begin = 0;
  for (auto const cut : cuts) {
    feed(padded_piece{bytes.substr(begin, cut - begin)}.span());
    begin = cut;
  }
  feed(padded_piece{bytes.substr(begin)}.span());
}

// Calls each(cuts): whole, every byte alone, and cut in two at every `step`-th position.
template <class Each>
void for_every_cut(std::string_view bytes, std::size_t step, Each each) {
  each(std::vector<std::size_t>{});
  std::vector<std::size_t> all;
  for (std::size_t i = 1; i < bytes.size(); ++i) all.push_back(i);
  each(all);
  for (std::size_t i = 1; i < bytes.size(); i += step) each(std::vector<std::size_t>{i});
}

// Calls each(cuts) for every pair of positions, for short inputs.
template <class Each>
void for_every_pair_of_cuts(std::string_view bytes, Each each) {
  for (std::size_t i = 1; i < bytes.size(); ++i) {
    for (std::size_t j = i + 1; j < bytes.size(); ++j) each(std::vector<std::size_t>{i, j});
  }
}

}  // namespace support
