// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/serve/dialect.hpp>
#include <tokendyno/serve/pattern.hpp>

#include <array>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <cstdint>
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
    case 422: return "Unprocessable Entity";
    case 429: return "Too Many Requests";
    case 500: return "Internal Server Error";
    case 503: return "Service Unavailable";
    default: return "Error";
  }
}

/// `seconds` since 1970 as HTTP writes a date (RFC 9110 §5.6.7).
[[nodiscard]] inline std::string http_date(std::int64_t seconds) {
  constexpr std::string_view days = "ThuFriSatSunMonTueWed";
  constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
  std::chrono::sys_days const day{std::chrono::days{seconds / 86'400}};
  std::chrono::year_month_day const date{day};
  auto const two = [](auto n) { return std::string(n < 10 ? "0" : "") + std::to_string(n); };
  auto const rest = seconds % 86'400;
  std::string out{days.substr(static_cast<std::size_t>(seconds / 86'400 % 7) * 3, 3)};
  out.append(", ").append(two(static_cast<unsigned>(date.day()))).append(" ");
  out.append(months.substr((static_cast<unsigned>(date.month()) - 1) * 3, 3)).append(" ");
  out.append(std::to_string(static_cast<int>(date.year()))).append(" ");
  return out.append(two(rest / 3600)).append(":").append(two(rest / 60 % 60)).append(":").append(two(rest % 60)) +
         " GMT";
}

/// The status line and `head`, a pattern of header lines, with the empty line behind them.
[[nodiscard]] inline std::string response_head(int status, std::string_view head, values const& known) {
  std::string out = "HTTP/1.1 " + std::to_string(status) + " ";
  out.append(reason(status)).append("\r\n");
  known.fill(out, head);
  return out.append("\r\n");
}

/// A whole response in a dialect; `media` is the dialect's own if empty.
[[nodiscard]] inline std::string http_response(dialect const& how, int status, std::string_view media,
                                               std::string_view body, values known) {
  known.set("type", std::string{media.empty() ? how.media : media}).set("length", std::to_string(body.size()));
  auto head = how.head;
  if (status >= 400 && !how.error_head.empty()) head = how.error_head;
  if (status == 500 && media.starts_with("text/plain") && !how.crash_head.empty()) head = how.crash_head;
  return response_head(status, head, known).append(body);
}

/// Appends `data` as a chunk of chunked coding (RFC 9112 §7.1).
inline void append_chunk(std::string& out, std::string_view data) {
  std::array<char, 16> size{};
  auto const end = std::to_chars(size.data(), size.data() + size.size(), data.size(), 16).ptr;
  out.append(size.data(), end).append("\r\n").append(data).append("\r\n");
}

/// The end of chunked coding.
inline constexpr std::string_view last_chunk = "0\r\n\r\n";

}  // namespace tokendyno::serve
