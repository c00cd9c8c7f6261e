// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/client/route.hpp>
#include <tokendyno/client/shard.hpp>
#include <tokendyno/core/time.hpp>
#include <tokendyno/http/request.hpp>
#include <tokendyno/http/response_parser.hpp>
#include <tokendyno/net/asio.hpp>
#include <tokendyno/net/connect_any.hpp>
#include <tokendyno/net/connection.hpp>
#include <tokendyno/net/tls_error.hpp>
#include <tokendyno/net/watchdog.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <system_error>
#include <tuple>
#include <utility>

namespace tokendyno::client {

/// What a plain GET gave. `error` is set if no whole response came; `status` is 0 then.
struct http_reply {
  int status = 0;
  std::string content_type{};
  std::string server{};  ///< the `server` header
  std::string body{};
  std::error_code error{};

  /// True for a whole response with status 200.
  [[nodiscard]] bool ok() const noexcept { return !error && status == 200; }
};

namespace detail {

struct body_text {
  static constexpr std::size_t most = 16U << 20U;

  std::string& body;
  bool too_large = false;
  void on_head(http::response_head const&) noexcept {}
  void on_body(std::span<char const> piece) noexcept {
    too_large = too_large || body.size() + piece.size() > most;
    if (!too_large) body.append(piece.data(), piece.size());
  }
};

/// Closes `connection` when `stop` is asked for, as long as `timer` lives. A handler that is due when the timer is
/// given up can no longer be cancelled, so it must find out for itself.
inline void close_on_stop(std::shared_ptr<asio::steady_timer> const& timer, net::connection& connection,
                          std::stop_token stop) {
  timer->expires_after(std::chrono::milliseconds{25});
  timer->async_wait([watched = std::weak_ptr{timer}, &connection, stop](asio::error_code error) {
    auto const alive = watched.lock();
    if (error || !alive) return;
    if (stop.stop_requested()) {
      connection.close();
    } else {
      close_on_stop(alive, connection, stop);
    }
  });
}

/// `error` of an answer that began with `first_byte`, 0 if it did not begin. A server that expects TLS has no better
/// answer than to close.
inline std::error_code explained(std::error_code error, route const& to, char first_byte) {
  bool const closed = error == asio::error::eof || error == asio::error::connection_reset;
  bool const plain = to.url.transport == http::transport::tcp;
  return closed && plain && first_byte == 0 ? make_error_code(net::tls_errc::no_answer) : error;
}

/// Why bytes that began with `first_byte` are no HTTP: a server that expects TLS sends an alert (RFC 8446 §5.1).
inline std::error_code not_http(char first_byte) {
  constexpr char alert = 21;
  return first_byte == alert ? make_error_code(net::tls_errc::peer_speaks_tls)
                             : std::make_error_code(std::errc::protocol_error);
}

inline asio::awaitable<void> get(std::shared_ptr<shard> common, route const& to, std::string bytes, duration limit,
                                 std::stop_token stop, http_reply& out) {
  net::connection connection{common->executor(), to.tls};
  net::deadline deadline{common->watchdog(), connection};
  auto const stop_timer = std::make_shared<asio::steady_timer>(common->executor());
  if (stop.stop_possible()) close_on_stop(stop_timer, connection, stop);
  auto addresses = to.endpoints.addresses;
  auto connecting = net::connect_any(connection, deadline, addresses, limit);
  auto const connected = co_await std::move(connecting);
  out.error = connected.expired ? std::make_error_code(std::errc::timed_out) : connected.error;
  if (!out.error) {
    deadline.set(clock::now() + limit);
    auto writing = connection.write(bytes);
    out.error = co_await std::move(writing);
  }
  http::response_parser parser;
  body_text handler{out.body};
  auto status = http::message_status::more;
  char first_byte = 0;
  while (!out.error && status == http::message_status::more) {
    auto waiting = connection.readable();
    auto const waited = co_await std::move(waiting);
    out.error = std::get<0>(waited);
    if (out.error) break;
    auto const read = connection.receive(common->buffer());
    if (read.error == asio::error::would_block) continue;
    if (read.error == asio::error::eof) {
      status = parser.finish(handler);
      if (status != http::message_status::complete) out.error = asio::error::eof;
    } else if (read.error) {
      out.error = read.error;
    } else {
      if (first_byte == 0) first_byte = common->buffer().front();
      status = parser.feed(std::span<char const>{common->buffer()}.first(read.bytes), handler).status;
    }
    if (handler.too_large) out.error = std::make_error_code(std::errc::message_size);
  }
  deadline.clear();
  stop_timer->cancel();
  out.error = explained(out.error, to, first_byte);
  if (deadline.expired()) out.error = std::make_error_code(std::errc::timed_out);
  if (!out.error && status == http::message_status::failed) out.error = not_http(first_byte);
  if (out.error) co_return;
  out.status = parser.head().status;
  out.content_type = parser.head().content_type;
  out.server = parser.head().server;
}

}  // namespace detail

/// Fetches `path` from the server of `to`, blocking, on a connection of its own; given up after `limit` for connecting
/// and `limit` for the answer, when `stop` is asked for, or beyond 16 MiB.
[[nodiscard]] inline http_reply http_get(route const& to, std::string_view path,
                                         duration limit = std::chrono::seconds{5}, std::stop_token stop = {}) {
  http_reply result;
  if (to.endpoints.addresses.empty()) {
    result.error = to.endpoints.error;
    return result;
  }
  http::request request{.method = "GET", .url = to.url, .api_key = to.target.api_key, .headers = to.target.headers};
  request.url.path = path;
  asio::io_context context{1};
  auto const common = std::make_shared<shard>(context.get_executor());
  asio::co_spawn(context, detail::get(common, to, http::bytes(request), limit, std::move(stop), result),
                 asio::detached);
  context.run();
  return result;
}

}  // namespace tokendyno::client
