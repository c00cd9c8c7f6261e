// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/net/asio.hpp>
#include <tokendyno/net/watchdog.hpp>

#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <utility>

namespace tokendyno::client {

/// What the clients of one thread share: the executor, one watchdog and one read buffer. A read is parsed to its end
/// before the next one starts, so that one buffer serves all connections.
class shard {
 public:
  /// Readable bytes behind the buffer, which simdjson may look at.
  static constexpr std::size_t padding = 64;

  explicit shard(asio::any_io_executor executor)
      : executor_{std::move(executor)}, watchdog_{std::make_shared<net::watchdog>(executor_)} {}

  [[nodiscard]] asio::any_io_executor const& executor() const noexcept { return executor_; }
  [[nodiscard]] std::shared_ptr<net::watchdog> const& watchdog() const noexcept { return watchdog_; }

  /// Where a read may put its bytes.
  [[nodiscard]] std::span<char> buffer() noexcept { return std::span{storage_}.first(storage_.size() - padding); }

 private:
  asio::any_io_executor executor_;
  std::shared_ptr<net::watchdog> watchdog_;
  std::array<char, 64 * 1024 + padding> storage_{};
};

}  // namespace tokendyno::client
