// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/openai/exchange.hpp>
#include <tokendyno/openai/learn.hpp>
#include <tokendyno/record/request_record.hpp>

#include <support/pieces.hpp>
#include <support/stream_text.hpp>

#include <chrono>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace support {

// The instant `ms` after the send of a made-up request; far from the clock's zero, so that a forgotten difference
// shows.
constexpr tokendyno::time_point at(double ms) {
  return tokendyno::time_point{std::chrono::seconds{7000}} + tokendyno::from_seconds(ms * 1e-3);
}

// A whole response: a stream with this body.
inline std::string stream_of(std::string_view body) {
  return stream_head + (body.empty() ? "" : chunk(body)) + "0\r\n\r\n";
}

// A whole response with a body of known length.
inline std::string response_of(std::string_view status_line, std::string_view type, std::string_view body) {
  return std::string("HTTP/1.1 ")
             .append(status_line)
             .append("\r\nContent-Type: ")
             .append(type)
             .append("\r\nContent-Length: ") +
         std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

struct response {
  tokendyno::record::request_record record;
  tokendyno::openai::exchange::status status;
  bool reusable;
  std::string model;
  tokendyno::record::server_facts server;
};

// What an exchange makes of `bytes`, cut into reads of 1, 2, 3 … ms, and then of the end of the connection.
inline response respond(std::string_view bytes, std::vector<std::size_t> const& cuts = {}, bool expect_stream = true) {
  response out;
  tokendyno::openai::exchange ex;
  ex.start(out.record, expect_stream, true);
  double ms = 0;
  feed_cut(bytes, cuts, [&](std::span<char const> piece) { ex.feed(piece, at(++ms)); });
  out.status = ex.finish(at(++ms));
  out.reusable = ex.reusable();
  out.model = ex.names().model;
  tokendyno::openai::learn(out.server, ex);
  return out;
}

// Calls look(response) for `bytes` whole and cut at every `step`-th position.
template <class Look>
void respond_to_every_cut(std::string_view bytes, Look look, std::size_t step = 1, bool expect_stream = true) {
  for_every_cut(bytes, step, [&](auto const& cuts) { look(respond(bytes, cuts, expect_stream)); });
}

}  // namespace support
