// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/net/asio.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <functional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace support {

/// One accepted connection of a `scripted_server`; blocking calls, for the thread of its script.
class peer {
 public:
  explicit peer(asio::generic::stream_protocol::socket socket) : socket_{std::move(socket)} {}

  /// Reads one request with its body; empty when the client has closed.
  std::string read_request() {
    std::string text;
    std::size_t need = std::string::npos;
    while (text.size() < need) {
      char piece[4096];
      asio::error_code error;
      auto const n = socket_.read_some(asio::buffer(piece), error);
      if (error) return {};
      text.append(piece, n);
      if (auto const end = text.find("\r\n\r\n"); need == std::string::npos && end != std::string::npos) {
        auto const length = text.find("Content-Length: ");
        need = end + 4 + (length < end ? std::strtoul(text.c_str() + length + 16, nullptr, 10) : 0);
      }
    }
    return text;
  }

  /// Reads what comes next, as it comes; empty when the client has closed.
  std::string read_some() {
    std::string piece(4096, ' ');
    asio::error_code error;
    piece.resize(socket_.read_some(asio::buffer(piece), error));
    return piece;
  }

  /// Sends `bytes`; false if the client has closed.
  bool send(std::string_view bytes) {
    asio::error_code error;
    asio::write(socket_, asio::buffer(bytes), error);
    return !error;
  }

  /// Closes with a reset instead of a proper end.
  void reset() {
    asio::error_code ignored;
    socket_.set_option(asio::socket_base::linger{true, 0}, ignored);
    socket_.close(ignored);
  }

  /// Waits until the client closes or says something more.
  void wait_for_client() {
    char byte = 0;
    asio::error_code ignored;
    socket_.read_some(asio::buffer(&byte, 1), ignored);
  }

 private:
  asio::generic::stream_protocol::socket socket_;
};

/// A server on loopback whose every connection runs `script` on a thread of its own and is then closed.
class scripted_server {
 public:
  using script = std::function<void(peer&, int connection)>;

  /// Listens on `address`, e.g. `127.0.0.1`, `::1`, or the path of a socket file.
  explicit scripted_server(script play, std::string const& address = "127.0.0.1")
      : play_{std::move(play)}, acceptor_{context_} {
    if (address.front() == '/') {
      listen(asio::local::stream_protocol::endpoint{address});
      url_ = "unix:" + address;
    } else {
      auto const ip = asio::ip::make_address(address);
      listen(asio::ip::tcp::endpoint{ip, 0});
      port_ = asio::ip::tcp::endpoint{ip, 0}.port();
      auto const bound = acceptor_.local_endpoint();
      asio::ip::tcp::endpoint tcp;
      tcp.resize(bound.size());
      std::copy_n(static_cast<char const*>(static_cast<void const*>(bound.data())), bound.size(),
                  static_cast<char*>(static_cast<void*>(tcp.data())));
      port_ = tcp.port();
      url_ = ip.is_v6() ? "http://[" + address + "]:" + std::to_string(port_)
                        : "http://" + address + ":" + std::to_string(port_);
    }
    accepting_ = std::thread{[this] { accept(); }};
  }
  scripted_server(scripted_server const&) = delete;
  scripted_server& operator=(scripted_server const&) = delete;
  ~scripted_server() {
    stopping_ = true;
    asio::error_code ignored;
    ::shutdown(acceptor_.native_handle(), SHUT_RDWR);
    accepting_.join();
    acceptor_.close(ignored);
    for (auto& each : playing_) each.join();
  }

  [[nodiscard]] std::string const& url() const noexcept { return url_; }
  /// Connections accepted so far.
  [[nodiscard]] int connections() const noexcept { return connections_; }

 private:
  void listen(asio::generic::stream_protocol::endpoint const& at) {
    acceptor_.open(at.protocol());
    acceptor_.bind(at);
    acceptor_.listen();
  }

  void accept() {
    while (!stopping_) {
      asio::generic::stream_protocol::socket socket{context_};
      asio::error_code error;
      acceptor_.accept(socket, error);
      if (error) return;
      playing_.emplace_back([this, number = connections_++, s = std::move(socket)]() mutable {
        peer client{std::move(s)};
        play_(client, number);
      });
    }
  }

  script play_;
  asio::io_context context_;
  asio::basic_socket_acceptor<asio::generic::stream_protocol> acceptor_;
  std::string url_;
  unsigned short port_ = 0;
  std::atomic<int> connections_ = 0;
  std::atomic<bool> stopping_ = false;
  std::vector<std::thread> playing_;
  std::thread accepting_;
};

}  // namespace support
