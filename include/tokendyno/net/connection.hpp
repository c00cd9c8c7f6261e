// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/net/asio.hpp>
#include <tokendyno/net/endpoints.hpp>

#include <cstddef>
#include <span>
#include <string_view>
#include <system_error>
#include <tuple>
#include <utility>

namespace tokendyno::net {

/// What one read of a socket gave. `error` is `asio::error::eof` when the peer has closed.
struct received {
  std::size_t bytes = 0;
  time_point at{};  ///< taken when the read returned, before anything looks at the bytes
  std::error_code error{};
};

/// One stream socket to the target, over TCP or a Unix socket. Not thread-safe; one operation at a time.
class connection {
 public:
  explicit connection(asio::any_io_executor executor) : socket_{std::move(executor)} {}

  /// True between a successful `connect` and `close`; the peer may have closed all the same.
  [[nodiscard]] bool is_open() const noexcept { return socket_.is_open(); }

  /// Connects to `address`, with TCP_NODELAY; yields the error, and is closed then.
  asio::awaitable<std::error_code> connect(endpoint address) {
    close();
    auto attempt = socket_.async_connect(address, as_result);
    auto const result = co_await std::move(attempt);
    std::error_code const error = std::get<0>(result);
    if (error) {
      close();
    } else {
      set_options(address);
    }
    co_return error;
  }

  /// Writes all of `bytes`, which must live until it is done.
  asio::awaitable<std::error_code> write(std::string_view bytes) {
    auto writing = asio::async_write(socket_, asio::buffer(bytes), as_result);
    auto const result = co_await std::move(writing);
    co_return std::get<0>(result);
  }

  /// An awaitable that ends when bytes can be read or the peer has closed; its tuple begins with the error code.
  [[nodiscard]] auto readable() {
    return socket_.async_wait(asio::generic::stream_protocol::socket::wait_read, as_result);
  }

  /// Reads what is there into `buffer` without waiting; `would_block` if there is nothing.
  [[nodiscard]] received receive(std::span<char> buffer) {
    received result;
    asio::error_code error;
    result.bytes = socket_.read_some(asio::buffer(buffer.data(), buffer.size()), error);
    result.at = clock::now();
    result.error = error;
    return result;
  }

  /// Closes at once; a pending operation ends with `operation_aborted`.
  void close() noexcept {
    asio::error_code ignored;
    socket_.close(ignored);
  }

 private:
  void set_options(endpoint const& address) {
    asio::error_code ignored;
    socket_.non_blocking(true, ignored);
    if (address.protocol().family() != AF_UNIX) socket_.set_option(asio::ip::tcp::no_delay{true}, ignored);
  }

  asio::generic::stream_protocol::socket socket_;
};

}  // namespace tokendyno::net
