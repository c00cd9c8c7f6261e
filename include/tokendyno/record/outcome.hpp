// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tokendyno::record {

/// How a request ended. Every issued request ends in exactly one of these.
enum class outcome : std::uint8_t {
  completed,            ///< a whole answer with at least one token
  connect_refused,      ///< nobody listens at the address, or it cannot be reached
  dns,                  ///< the host name does not resolve
  tls,                  ///< the handshake or the certificate was refused
  connect_timeout,      ///< no connection within `timeouts::connect`
  http_4xx,             ///< status 400–499 but 429: context length, key, model name
  http_429,             ///< status 429: the server sheds load
  http_5xx,             ///< status 500–599: 503 is a full queue
  http_other,           ///< any other status that is not 2xx, redirects for one
  timeout_first_token,  ///< no token within `timeouts::first_token`
  timeout_idle,         ///< a gap between tokens longer than `timeouts::idle`; pings do not feed it
  timeout_total,        ///< the whole request took longer than `timeouts::total`
  reset,                ///< the connection broke before the answer was whole
  truncated_stream,     ///< the body ended without a finish reason and without [DONE]
  in_stream_error,      ///< an error event in a stream that began with 200, or a finish reason `abort`
  malformed,            ///< bytes that are not HTTP, JSON or a content encoding that was not asked for
  empty,                ///< status 200 and not one token
  cancelled,            ///< given up by the client at the end of a run; right-censored, not failed
};

/// Number of outcomes.
inline constexpr std::size_t outcome_count = 18;

/// The name of `o` as it stands in files, e.g. `timeout_idle`.
[[nodiscard]] constexpr std::string_view name(outcome o) noexcept {
  constexpr std::array<std::string_view, outcome_count> names{"completed",
                                                              "connect_refused",
                                                              "dns",
                                                              "tls",
                                                              "connect_timeout",
                                                              "http_4xx",
                                                              "http_429",
                                                              "http_5xx",
                                                              "http_other",
                                                              "timeout_first_token",
                                                              "timeout_idle",
                                                              "timeout_total",
                                                              "reset",
                                                              "truncated_stream",
                                                              "in_stream_error",
                                                              "malformed",
                                                              "empty",
                                                              "cancelled"};
  return names[static_cast<std::size_t>(o)];
}

/// What a failure says: whom to ask about it.
enum class failure_kind : std::uint8_t {
  none,      ///< completed, or cancelled by us
  overload,  ///< the server had more than it could do: 429, 503, timeouts after the request was sent
  setup,     ///< the request itself is wrong: key, model name, route; a run that begins so is ended
  other,
};

/// The kind of failure that the `code` of an error within a stream stands for, in the numbers of HTTP.
[[nodiscard]] constexpr failure_kind kind_of_code(int code) noexcept {
  switch (code) {
    case 429:
    case 503: return failure_kind::overload;
    case 400:
    case 401:
    case 403:
    case 404:
    case 422: return failure_kind::setup;
    default: return failure_kind::other;
  }
}

/// The kind of failure of an outcome with its HTTP status (0 if none; of an error within a stream its `code`).
[[nodiscard]] constexpr failure_kind kind(outcome o, int http_status = 0) noexcept {
  switch (o) {
    case outcome::completed:
    case outcome::cancelled: return failure_kind::none;
    case outcome::http_429:
    case outcome::timeout_first_token:
    case outcome::timeout_idle:
    case outcome::timeout_total: return failure_kind::overload;
    case outcome::http_5xx: return http_status == 503 ? failure_kind::overload : failure_kind::other;
    case outcome::in_stream_error: return kind_of_code(http_status);
    case outcome::http_4xx: return failure_kind::setup;
    default: return failure_kind::other;
  }
}

}  // namespace tokendyno::record
