// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace support {

/// A port on loopback whose backlog is full: a handshake with it is never answered.
class silent_listener {
 public:
  silent_listener() {
    address_.sin_family = AF_INET;
    address_.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address_;
    auto* const any = reinterpret_cast<sockaddr*>(&address_);
    ::bind(listener_, any, size);
    ::listen(listener_, 0);
    ::getsockname(listener_, any, &size);
    for (auto& each : fill_) {
      each = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
      ::connect(each, any, size);
    }
  }
  silent_listener(silent_listener const&) = delete;
  silent_listener& operator=(silent_listener const&) = delete;
  ~silent_listener() {
    for (int const each : fill_) ::close(each);
    ::close(listener_);
  }

  [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(ntohs(address_.sin_port)); }

 private:
  int listener_ = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address_{};
  std::array<int, 4> fill_{};
};

}  // namespace support
