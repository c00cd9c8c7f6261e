// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/http/header.hpp>
#include <tokendyno/http/request_parser.hpp>
#include <tokendyno/net/asio.hpp>
#include <tokendyno/serve/http_response.hpp>
#include <tokendyno/serve/service.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <tuple>
#include <utility>

namespace tokendyno::serve {

/// One connection of the simulated server: requests in turn, each answered before the next is looked at. A client that
/// goes away in mid-answer has its request withdrawn from the engine.
class session : public std::enable_shared_from_this<session> {
 public:
  session(asio::ip::tcp::socket socket, service& answers) : socket_{std::move(socket)}, service_{answers} {}

  /// Serves until the peer closes. `self` keeps the session alive.
  static asio::awaitable<void> serve(std::shared_ptr<session> self) {
    std::array<char, 16 * 1024> buffer;
    while (true) {
      auto reading = self->socket_.async_read_some(asio::buffer(buffer), net::as_result);
      auto const result = co_await std::move(reading);
      if (std::get<0>(result)) break;
      self->unread_.append(buffer.data(), std::get<1>(result));
      if (!self->take()) break;
    }
    self->leave();
  }

  /// Takes a part of the request that is being read; called by the parser.
  void on_head(http::request_head const& head) {
    body_.clear();
    if (http::equals_ignoring_case(head.expect, "100-continue")) send("HTTP/1.1 100 Continue\r\n\r\n", next::more);
  }
  /// Takes a piece of the body of the request that is being read; called by the parser.
  void on_body(std::span<char const> piece) { body_.append(piece.data(), piece.size()); }

 private:
  /// Looks at what was read; false if it is not HTTP.
  bool take() {
    while (job_ == 0 && !closing_ && !unread_.empty()) {
      auto const parsed = parser_.feed(std::span<char const>{unread_}, *this);
      unread_.erase(0, parsed.used);
      if (parsed.status == http::message_status::failed) return false;
      if (parsed.status == http::message_status::more) return true;
      closing_ = !parser_.keep_alive() || ++served_ == service_.how().requests_per_connection;
      job_ = service_.handle(parser_.head(), body_, [weak = weak_from_this()](std::string bytes, next then) {
        if (auto const alive = weak.lock()) alive->send(std::move(bytes), then);
      });
      parser_.reset();
    }
    return true;
  }

  void send(std::string bytes, next then) {
    bool const last = then != next::more;
    if (then == next::close) closing_ = true;
    waiting_ += bytes;
    if (last) ended_ = true;
    flush();
    if (last && std::exchange(job_, 0) != 0 && !take()) leave();
  }

  void flush() {
    if (!writing_.empty()) return;
    if (waiting_.empty()) {
      if (ended_ && closing_) leave();
      return;
    }
    ended_ = ended_ && closing_;
    std::swap(writing_, waiting_);
    asio::async_write(socket_, asio::buffer(writing_),
                      [self = shared_from_this()](asio::error_code error, std::size_t) {
                        self->writing_.clear();
                        if (error) {
                          self->leave();
                        } else {
                          self->flush();
                        }
                      });
  }

  void leave() {
    if (job_ != 0) service_.abandon(std::exchange(job_, 0));
    asio::error_code ignored;
    socket_.shutdown(asio::ip::tcp::socket::shutdown_both, ignored);
    socket_.close(ignored);
  }

  asio::ip::tcp::socket socket_;
  service& service_;
  http::request_parser parser_;
  std::string unread_;
  std::string body_;
  std::string waiting_;  // to be written next
  std::string writing_;  // being written
  std::uint64_t job_ = 0;
  std::uint32_t served_ = 0;
  bool ended_ = false;
  bool closing_ = false;
};

}  // namespace tokendyno::serve
