// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/client/route.hpp>
#include <tokendyno/client/shard.hpp>
#include <tokendyno/core/time.hpp>
#include <tokendyno/http/request.hpp>
#include <tokendyno/http/response_parser.hpp>
#include <tokendyno/net/asio.hpp>
#include <tokendyno/net/connection.hpp>
#include <tokendyno/net/watchdog.hpp>

#include <chrono>
#include <memory>
#include <span>
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
  std::string& body;
  void on_head(http::response_head const&) noexcept {}
  void on_body(std::span<char const> piece) { body.append(piece.data(), piece.size()); }
};

inline asio::awaitable<void> get(std::shared_ptr<shard> common, route const& to, std::string bytes, duration limit,
                                 http_reply& out) {
  net::connection connection{common->executor()};
  net::deadline deadline{common->watchdog(), connection};
  deadline.set(clock::now() + limit);
  auto connecting = connection.connect(to.endpoints.addresses);
  out.error = co_await std::move(connecting);
  if (!out.error) {
    auto writing = connection.write(bytes);
    out.error = co_await std::move(writing);
  }
  http::response_parser parser;
  body_text handler{out.body};
  auto status = http::message_status::more;
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
      status = parser.feed(std::span<char const>{common->buffer()}.first(read.bytes), handler).status;
    }
  }
  deadline.clear();
  if (deadline.expired()) out.error = std::make_error_code(std::errc::timed_out);
  if (status == http::message_status::failed) out.error = std::make_error_code(std::errc::protocol_error);
  if (out.error) co_return;
  out.status = parser.head().status;
  out.content_type = parser.head().content_type;
  out.server = parser.head().server;
}

}  // namespace detail

/// Fetches `path` from the server of `to`, blocking, on a connection of its own; given up after `limit`.
[[nodiscard]] inline http_reply http_get(route const& to, std::string_view path,
                                         duration limit = std::chrono::seconds{5}) {
  http_reply result;
  if (to.endpoints.addresses.empty()) {
    result.error = to.endpoints.error;
    return result;
  }
  http::request request{.method = "GET", .url = to.url, .api_key = to.target.api_key, .headers = to.target.headers};
  request.url.path = path;
  asio::io_context context{1};
  auto const common = std::make_shared<shard>(context.get_executor());
  asio::co_spawn(context, detail::get(common, to, http::bytes(request), limit, result), asio::detached);
  context.run();
  return result;
}

}  // namespace tokendyno::client
