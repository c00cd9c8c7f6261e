// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/version.hpp>

#include <string>
#include <string_view>

namespace tokendyno::serve {

/// The reason phrase of the statuses that the simulated server sends (RFC 9110 §15).
[[nodiscard]] constexpr std::string_view reason(int status) noexcept {
  switch (status) {
    case 200: return "OK";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 503: return "Service Unavailable";
    default: return "Error";
  }
}

namespace detail {

inline std::string response_head(int status, std::string_view content_type) {
  std::string head = "HTTP/1.1 " + std::to_string(status) + " ";
  return head.append(reason(status))
      .append("\r\nserver: tokendyno-sim/")
      .append(version)
      .append("\r\ncontent-type: ")
      .append(content_type)
      .append("\r\n");
}

}  // namespace detail

/// A whole response with a body of known length.
[[nodiscard]] inline std::string http_response(int status, std::string_view content_type, std::string_view body) {
  return detail::response_head(status, content_type) + "content-length: " + std::to_string(body.size()) + "\r\n\r\n" +
         std::string{body};
}

/// The head of a response whose body comes in chunks of events.
[[nodiscard]] inline std::string stream_head() {
  return detail::response_head(200, "text/event-stream; charset=utf-8") + "transfer-encoding: chunked\r\n\r\n";
}

}  // namespace tokendyno::serve
