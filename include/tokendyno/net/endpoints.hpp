// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/error.hpp>
#include <tokendyno/http/url.hpp>
#include <tokendyno/net/asio.hpp>

#include <string>
#include <system_error>
#include <vector>

#include <sys/un.h>

namespace tokendyno::net {

/// An address to connect to: IPv4, IPv6 or a Unix socket.
using endpoint = asio::generic::stream_protocol::endpoint;

/// The addresses of a target, in the order to try them; `error` is set and the list empty if the name is unknown.
struct endpoints {
  std::vector<endpoint> addresses{};
  std::error_code error{};
};

/// Looks up the host of `url`, blocking. Done once before a run, so that no request pays for it. Throws `setup_error`
/// for a socket file whose path is too long for the system.
[[nodiscard]] inline endpoints resolve(http::url const& url) {
  endpoints result;
  if (url.transport == http::transport::unix_socket) {
    if (url.socket_path.size() >= sizeof(sockaddr_un::sun_path)) {
      throw setup_error{"cannot use the socket file " + url.socket_path + ": its path is longer than the system takes"};
    }
    result.addresses.emplace_back(asio::local::stream_protocol::endpoint{url.socket_path});
    return result;
  }
  asio::io_context context{1};
  asio::ip::tcp::resolver resolver{context};
  asio::error_code error;
  auto const found = resolver.resolve(url.host, std::to_string(url.port), error);
  result.error = error;
  if (!error) {
    for (auto const& entry : found) result.addresses.emplace_back(entry.endpoint());
  }
  return result;
}

}  // namespace tokendyno::net
