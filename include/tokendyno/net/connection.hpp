// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/net/asio.hpp>
#include <tokendyno/net/endpoints.hpp>
#include <tokendyno/net/tls_client.hpp>
#include <tokendyno/net/tls_error.hpp>
#include <tokendyno/net/tls_session.hpp>

#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <tuple>
#include <utility>

namespace tokendyno::net {

/// What one read of a socket gave. `error` is `asio::error::eof` when the peer has closed, `tls_errc::cut` if it did so
/// without the end that TLS demands: then a body that ends with the connection may not be whole.
struct received {
  std::size_t bytes = 0;
  time_point at{};  ///< taken when the read of the socket returned, before anything looks at the bytes
  std::error_code error{};
};

/// One stream socket to the target, over TCP or a Unix socket, with or without TLS. Not thread-safe; one operation at a
/// time.
class connection {
 public:
  /// A plain connection, or one under TLS if `tls` is given.
  explicit connection(asio::any_io_executor executor, std::shared_ptr<tls_client const> tls = {})
      : socket_{std::move(executor)}, tls_{std::move(tls)} {}

  /// True between a successful `connect` and `close`; the peer may have closed all the same.
  [[nodiscard]] bool is_open() const noexcept { return socket_.is_open(); }

  /// Connects to `address`, with TCP_NODELAY and the handshake of TLS; yields the error, and is closed then.
  asio::awaitable<std::error_code> connect(endpoint address) {
    close();
#if TOKENDYNO_HAS_TLS
    session_.reset();
#endif
    auto attempt = socket_.async_connect(address, as_result);
    auto const result = co_await std::move(attempt);
    std::error_code error = std::get<0>(result);
    if (!error) set_options(address);
#if TOKENDYNO_HAS_TLS
    if (!error && tls_) {
      auto securing = secure();
      error = co_await std::move(securing);
    }
#endif
    if (error) close();
    co_return error;
  }

  /// Writes all of `bytes`, which must live until it is done.
  asio::awaitable<std::error_code> write(std::string_view bytes) {
#if TOKENDYNO_HAS_TLS
    if (session_) {
      if (auto const error = session_->write(bytes)) co_return error;
      session_->take_outgoing(outgoing_);
      bytes = outgoing_;
    }
#endif
    auto writing = asio::async_write(socket_, asio::buffer(bytes), as_result);
    auto const result = co_await std::move(writing);
#if TOKENDYNO_HAS_TLS
    outgoing_.clear();
#endif
    co_return std::get<0>(result);
  }

  /// An awaitable that ends when `receive` has something to give or the peer has closed; its tuple begins with the
  /// error code.
  [[nodiscard]] auto readable() {
#if TOKENDYNO_HAS_TLS
    if (session_ && is_open() && session_->pending()) return at_once();
#endif
    return socket_.async_wait(asio::generic::stream_protocol::socket::wait_read, as_result);
  }

  /// Reads what is there into `buffer` without waiting; `would_block` if there is nothing.
  [[nodiscard]] received receive(std::span<char> buffer) {
#if TOKENDYNO_HAS_TLS
    if (session_) return receive_secured(buffer);
#endif
    return read(buffer);
  }

  /// Closes at once; a pending operation ends with `operation_aborted`.
  void close() noexcept {
    asio::error_code ignored;
#if TOKENDYNO_HAS_TLS
    if (session_ && is_open() && outgoing_.empty()) {
      std::array<char, 512> words;
      auto const size = session_->goodbye(words);
      if (size > 0) socket_.write_some(asio::buffer(words.data(), size), ignored);
    }
#endif
    socket_.close(ignored);
  }

 private:
  void set_options(endpoint const& address) {
    asio::error_code ignored;
    socket_.non_blocking(true, ignored);
    if (address.protocol().family() != AF_UNIX) socket_.set_option(asio::ip::tcp::no_delay{true}, ignored);
  }

  [[nodiscard]] received read(std::span<char> buffer) {
    received result;
    asio::error_code error;
    result.bytes = socket_.read_some(asio::buffer(buffer.data(), buffer.size()), error);
    result.at = clock::now();
    result.error = error;
    return result;
  }

  asio::generic::stream_protocol::socket socket_;
  std::shared_ptr<tls_client const> tls_;

#if TOKENDYNO_HAS_TLS
  /// The handshake; ends early if the connection is closed meanwhile.
  asio::awaitable<std::error_code> secure() {
    auto next = std::make_unique<tls_session>(*tls_);
    outgoing_.clear();
    std::array<char, 4096> piece{};
    std::error_code broken;
    while (true) {
      auto const status = next->handshake();
      next->take_outgoing(outgoing_);
      if (!outgoing_.empty()) {
        auto sending = write(outgoing_);
        broken = co_await std::move(sending);
      }
      if (!is_open()) co_return asio::error::operation_aborted;
      if (status == tls_session::status::failed) co_return next->error();
      if (broken) co_return tls_errc::cut_handshake;
      if (status == tls_session::status::established) break;
      auto waiting = readable();
      auto const waited = co_await std::move(waiting);
      if (!is_open()) co_return asio::error::operation_aborted;
      auto const got = read(piece);
      if (got.error == asio::error::would_block) continue;
      if (got.error || std::get<0>(waited)) co_return tls_errc::cut_handshake;
      next->feed(std::span{piece}.first(got.bytes));
    }
    session_ = std::move(next);
    co_return std::error_code{};
  }

  /// One read of the socket, decrypted. What finds no room in `buffer` comes with the next call, under the same stamp.
  [[nodiscard]] received receive_secured(std::span<char> buffer) {
    if (!session_->pending()) {
      auto const raw = read(buffer);
      received_at_ = raw.at;
      if (raw.error == asio::error::eof) return {.at = raw.at, .error = tls_errc::cut};
      if (raw.error) return raw;
      session_->feed(buffer.first(raw.bytes));
    }
    received result{.at = received_at_};
    result.bytes = session_->read(buffer);
    if (result.bytes > 0) return result;
    result.error = session_->error() ? session_->error() : asio::error::would_block;
    if (result.error == tls_errc::closed) result.error = asio::error::eof;
    return result;
  }

  static asio::awaitable<std::tuple<std::error_code>> at_once() { co_return std::tuple<std::error_code>{}; }

  std::unique_ptr<tls_session> session_;
  std::string outgoing_;  // ciphertext on its way
  time_point received_at_{};
#endif
};

}  // namespace tokendyno::net
