// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/error.hpp>
#include <tokendyno/http/header.hpp>
#include <tokendyno/http/url.hpp>
#include <tokendyno/version.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace tokendyno::http {

/// An HTTP/1.1 request before it is bytes.
struct request {
  std::string method = "POST";
  http::url url = {};                ///< its `path` is the request target
  std::string body = {};             ///< sent with a Content-Length; none is sent with a GET
  std::string api_key = {};          ///< sent as `Authorization: Bearer …`; empty: no such header
  std::string accept = "*/*";        ///< media types wanted
  std::vector<header> headers = {};  ///< further headers; one that `bytes` would write itself is replaced by these
};

/// The whole request as bytes, ready for one write: request line, headers, body (RFC 9112). Written unless `headers`
/// has them: Host, User-Agent, Accept, Accept-Encoding: identity, Connection: keep-alive, Authorization, and with a
/// body Content-Type: application/json and Content-Length.
///
/// Throws `invalid_argument` for a method or a header name that is not a token, for a line break or a zero byte in a
/// target or a value, and for a Content-Length or Transfer-Encoding among `headers`.
[[nodiscard]] inline std::string bytes(request const& r) {
  auto const is_token = [](std::string_view text) {
    constexpr std::string_view others = "!#$%&'*+-.^_`|~";
    return !text.empty() && std::all_of(text.begin(), text.end(), [&others](char c) {
      return (c >= '0' && c <= '9') || (to_lower(c) >= 'a' && to_lower(c) <= 'z') ||
             others.find(c) != std::string_view::npos;
    });
  };
  if (!is_token(r.method)) throw invalid_argument("request.method must be a token such as POST");
  if (r.url.path.empty() || r.url.path.front() != '/' || std::any_of(r.url.path.begin(), r.url.path.end(), [](char c) {
        return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f;
      })) {
    throw invalid_argument("request.url.path must begin with / and hold no space and no control character");
  }
  for (auto const& h : r.headers) {
    if (equals_ignoring_case(h.name, "content-length") || equals_ignoring_case(h.name, "transfer-encoding")) {
      throw invalid_argument("request.headers must not hold " + h.name + ": it follows from the body");
    }
  }

  std::string out = {};
  out.reserve(512 + r.body.size());
  out.append(r.method).append(" ").append(r.url.path).append(" HTTP/1.1\r\n");
  auto const write = [&out, &is_token](std::string_view name, std::string_view value) {
    if (!is_token(name)) throw invalid_argument("request: \"" + std::string(name) + "\" is not a header name");
    if (value.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos) {
      throw invalid_argument("request: the value of the header " + std::string(name) +
                             " holds a line break or a zero byte");
    }
    out.append(name).append(": ").append(value).append("\r\n");
  };
  auto const write_default = [&r, &write](std::string_view name, std::string_view value) {
    auto const same = [name](header const& h) { return equals_ignoring_case(h.name, name); };
    if (std::none_of(r.headers.begin(), r.headers.end(), same)) write(name, value);
  };
  write_default("Host", host_header(r.url));
  write_default("User-Agent", std::string("tokendyno/") + version);
  write_default("Accept", r.accept);
  write_default("Accept-Encoding", "identity");
  write_default("Connection", "keep-alive");
  if (!r.api_key.empty()) write_default("Authorization", "Bearer " + r.api_key);
  bool const has_body = !r.body.empty() || (r.method != "GET" && r.method != "HEAD");
  if (has_body) {
    write_default("Content-Type", "application/json");
    write("Content-Length", std::to_string(r.body.size()));
  }
  for (auto const& h : r.headers) write(h.name, h.value);
  out.append("\r\n");
  if (has_body) out.append(r.body);
  return out;
}

}  // namespace tokendyno::http
