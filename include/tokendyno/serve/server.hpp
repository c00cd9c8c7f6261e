// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/error.hpp>
#include <tokendyno/net/asio.hpp>
#include <tokendyno/serve/server_options.hpp>
#include <tokendyno/serve/service.hpp>
#include <tokendyno/serve/session.hpp>
#include <tokendyno/sim/gauges.hpp>

#include <chrono>
#include <cstdint>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <tuple>
#include <utility>

namespace tokendyno::serve {

/// A simulated engine behind HTTP on a thread of its own, from construction to destruction:
/// ```
/// serve::server engine{{.profile = sim::find_profile("rtx2000ada/qwen2.5-1.5b/awq")}};
/// auto const result = tokendyno::run({.target = {.url = engine.url()}, …});
/// ```
class server {
 public:
  /// Listens before it returns. Throws `setup_error` if the address cannot be used.
  explicit server(server_options options = {}) : service_{context_.get_executor(), options}, acceptor_{context_} {
    asio::error_code error;
    auto const address = asio::ip::make_address(options.address, error);
    asio::ip::tcp::endpoint const endpoint{address, options.port};
    if (!error) acceptor_.open(endpoint.protocol(), error);
    if (!error) acceptor_.set_option(asio::ip::tcp::acceptor::reuse_address{true}, error);
    if (!error) acceptor_.bind(endpoint, error);
    if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
    if (error) {
      throw setup_error{"cannot listen at " + options.address + " port " + std::to_string(options.port) + ": " +
                        error.message()};
    }
    port_ = acceptor_.local_endpoint().port();
    url_ = (address.is_v6() ? "http://[" + options.address + "]:" : "http://" + options.address + ":") +
           std::to_string(port_);
    asio::co_spawn(context_, accept(), asio::detached);
    thread_ = std::thread{[this] { context_.run(); }};
  }
  server(server const&) = delete;
  server& operator=(server const&) = delete;
  ~server() {
    context_.stop();
    thread_.join();
  }

  /// `http://address:port`.
  [[nodiscard]] std::string const& url() const noexcept { return url_; }
  [[nodiscard]] std::uint16_t port() const noexcept { return port_; }

  /// State and counters of the engine, asked of its thread.
  [[nodiscard]] sim::gauges gauge() {
    std::promise<sim::gauges> answer;
    asio::post(context_, [this, &answer] { answer.set_value(service_.gauge()); });
    return answer.get_future().get();
  }

 private:
  asio::awaitable<void> accept() {
    while (true) {
      auto accepting = acceptor_.async_accept(net::as_result);
      auto result = co_await std::move(accepting);
      if (std::get<0>(result)) {
        // Out of descriptors, most likely: without a rest this loop would take the engine's time.
        asio::steady_timer rest{context_, std::chrono::milliseconds{10}};
        auto resting = rest.async_wait(net::as_result);
        co_await std::move(resting);
        continue;
      }
      auto socket = std::get<1>(std::move(result));
      asio::error_code ignored;
      socket.set_option(asio::ip::tcp::no_delay{true}, ignored);
      auto one = std::make_shared<session>(std::move(socket), service_);
      asio::co_spawn(context_, session::serve(std::move(one)), asio::detached);
    }
  }

  asio::io_context context_{1};
  service service_;
  asio::ip::tcp::acceptor acceptor_;
  std::string url_;
  std::uint16_t port_ = 0;
  std::thread thread_;
};

}  // namespace tokendyno::serve
