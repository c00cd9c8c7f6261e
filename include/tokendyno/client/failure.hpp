// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/net/asio.hpp>
#include <tokendyno/net/tls_error.hpp>
#include <tokendyno/record/outcome.hpp>

#include <cerrno>
#include <system_error>

namespace tokendyno::client {

/// The outcome of a request whose connection could not be made, from the error of the last attempt.
/// `expired` says that the connect timeout closed the attempt.
[[nodiscard]] inline record::outcome connect_failure(std::error_code error, bool expired) {
  if (expired || error == asio::error::timed_out) return record::outcome::connect_timeout;
  if (error.category() == net::tls_category()) return record::outcome::tls;
  if (error.category() == asio::error::get_netdb_category()) return record::outcome::dns;
  if (error == asio::error::operation_aborted) return record::outcome::cancelled;
  return record::outcome::connect_refused;
}

/// True if a connection failed for want of something on this side: file descriptors, ports, memory. That is no
/// failure of the server, and nothing that is measured then means anything.
[[nodiscard]] inline bool is_local_limit(std::error_code error) {
  // By number: Asio's own category maps few of these to conditions.
  bool const of_system = error.category() == asio::error::get_system_category() ||
                         error.category() == std::system_category() || error.category() == std::generic_category();
  if (!of_system) return false;
  for (int const number : {EMFILE, ENFILE, EADDRNOTAVAIL, ENOBUFS, ENOMEM}) {
    if (error.value() == number) return true;
  }
  return false;
}

/// What is done about a connection that ended before its answer was whole.
enum class broken_action {
  reconnect,  ///< the peer had closed an idle connection: connect again and send the request once more
  fail,       ///< the request is lost
};

/// A reused connection that ends before the first byte of an answer had been closed while it was idle, as servers do
/// after each stream, after so many requests or after so many seconds; the request was never looked at (RFC 9112
/// §9.3.1). This is not a failed request, but it is done once only.
[[nodiscard]] constexpr broken_action on_broken(bool reused, bool any_byte, int reconnects) noexcept {
  return reused && !any_byte && reconnects == 0 ? broken_action::reconnect : broken_action::fail;
}

}  // namespace tokendyno::client
