// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "support/scripted_server.hpp"
#include "support/tls_server_side.hpp"

namespace support {

/// A connection of a `scripted_server` under TLS, for the thread of its script.
class tls_peer {
 public:
  tls_peer(peer& raw, tls_identity const& who, int version = TLS1_3_VERSION, bool wants_certificate = false)
      : raw_{raw}, side_{who, version, wants_certificate} {}

  /// The handshake; false if either side refused.
  bool shake_hands() {
    while (!side_.established()) {
      auto const bytes = raw_.read_some();
      side_.feed(bytes);
      raw_.send(side_.take());
      if (bytes.empty() || side_.failed()) return false;
    }
    return true;
  }

  /// Reads one request without a body, or with one that comes in the same read; empty when the client has closed.
  std::string read_request() {
    auto text = side_.read();
    while (text.find("\r\n\r\n") == std::string::npos) {
      auto const bytes = raw_.read_some();
      if (bytes.empty()) return {};
      side_.feed(bytes);
      text += side_.read();
      if (side_.said_goodbye()) return {};
    }
    return text;
  }

  bool send(std::string_view text) {
    side_.write(text);
    return raw_.send(side_.take());
  }

  /// The proper end of a TLS connection.
  void say_goodbye() {
    side_.say_goodbye();
    raw_.send(side_.take());
  }

  tls_server_side& side() noexcept { return side_; }
  peer& raw() noexcept { return raw_; }

 private:
  peer& raw_;
  tls_server_side side_;
};

}  // namespace support
