// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/net/asio.hpp>
#include <tokendyno/net/connection.hpp>
#include <tokendyno/net/endpoints.hpp>
#include <tokendyno/net/tls_error.hpp>
#include <tokendyno/net/watchdog.hpp>

#include <algorithm>
#include <cstddef>
#include <system_error>
#include <utility>
#include <vector>

namespace tokendyno::net {

/// How connecting went.
struct connect_result {
  std::error_code error = asio::error::host_not_found;  ///< of the last address tried; none on success
  bool expired = false;                                 ///< the last address did not answer in its share of the time
};

/// Connects `to` one of `addresses` in their order, each with its share of what is left of `limit`, so that one that
/// does not answer leaves time for the others; the one that does is moved to the front. `guard` is the connection's
/// deadline. Ends early if the connection is closed by somebody else, or if TLS fails: the server was there, then.
inline asio::awaitable<connect_result> connect_any(connection& to, deadline& guard, std::vector<endpoint>& addresses,
                                                   duration limit) {
  connect_result result;
  auto const end = clock::now() + limit;
  for (std::size_t i = 0; i < addresses.size(); ++i) {
    auto const now = clock::now();
    guard.set(now + (end - now) / static_cast<std::int64_t>(addresses.size() - i));
    auto connecting = to.connect(addresses[i]);
    result.error = co_await std::move(connecting);
    guard.clear();
    result.expired = guard.expired();
    if (!result.error) {
      std::rotate(addresses.begin(), addresses.begin() + static_cast<std::ptrdiff_t>(i),
                  addresses.begin() + static_cast<std::ptrdiff_t>(i) + 1);
      break;
    }
    if (result.error == asio::error::operation_aborted && !result.expired) break;
    if (result.error.category() == tls_category()) break;
  }
  co_return result;
}

}  // namespace tokendyno::net
