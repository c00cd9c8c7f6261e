// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/net/asio.hpp>

#include <cstddef>
#include <cstdlib>
#include <string>
#include <string_view>

#include <simdjson.h>

namespace support {

// Sends `request` to a port of this machine and returns what comes until the server closes.
inline std::string raw_exchange(unsigned short port, std::string_view request) {
  asio::io_context context;
  asio::ip::tcp::socket socket{context};
  socket.connect({asio::ip::address_v4::loopback(), port});
  asio::write(socket, asio::buffer(request));
  std::string bytes;
  asio::error_code end;
  while (!end) {
    char piece[4096];
    bytes.append(piece, socket.read_some(asio::buffer(piece), end));
  }
  return bytes;
}

// Keys in their order, and the kinds of values: {"a":"x","b":[1,null]} is {a:s,b:[n,null]}. Of a list of numbers only
// the first is looked at.
inline std::string structure_of(simdjson::dom::element json) {
  switch (json.type()) {
    case simdjson::dom::element_type::OBJECT: {
      std::string out = "{";
      for (auto const [key, value] : simdjson::dom::object(json)) {
        out.append(out.size() > 1 ? "," : "").append(key).append(":").append(structure_of(value));
      }
      return out + "}";
    }
    case simdjson::dom::element_type::ARRAY: {
      std::string out = "[";
      for (auto const each : simdjson::dom::array(json)) {
        auto const next = structure_of(each);
        if (out != "[n" || next != "n") out.append(out.size() > 1 ? "," : "").append(next);
      }
      return out + "]";
    }
    case simdjson::dom::element_type::STRING: return "s";
    case simdjson::dom::element_type::BOOL: return "b";
    case simdjson::dom::element_type::NULL_VALUE: return "null";
    default: return "n";
  }
}

// Of JSON its structure, with the punctuation between members as it is written first; of other text the text.
inline std::string structure_of(std::string_view text) {
  simdjson::dom::parser parser;
  simdjson::dom::element json;
  if (parser.parse(text.data(), text.size()).get(json) != simdjson::SUCCESS || !json.is_object()) {
    return std::string{text};
  }
  return std::string{text.find("\": ") < text.find(',') ? "spaced " : ""} + structure_of(json);
}

// The shape of a response, a line each: the status, the names of its headers in their order, then the body, or each
// HTTP chunk of a stream with its events. Chunks that repeat the one before are left out.
inline std::string structure_of_response(std::string_view bytes) {
  std::string out;
  std::string last;
  auto const line_of = [&](std::string_view text) {
    if (text != last) out.append(text).append("\n");
    last = text;
  };
  auto const end_of_head = bytes.find("\r\n\r\n");
  auto head = bytes.substr(0, end_of_head + 2);
  line_of(head.substr(0, head.find("\r\n")));
  head.remove_prefix(head.find("\r\n") + 2);
  bool chunked = false;
  for (; !head.empty(); head.remove_prefix(head.find("\r\n") + 2)) {
    auto const line = head.substr(0, head.find("\r\n"));
    chunked = chunked || line.find(": chunked") != std::string_view::npos;
    line_of(line.substr(0, line.find(':')));
  }
  auto body = bytes.substr(end_of_head + 4);
  if (!chunked) {
    while (body.ends_with('\n')) body.remove_suffix(1);  // the capture's own
    line_of(structure_of(body));
    return out;
  }
  while (!body.empty()) {
    auto const size = std::strtoul(std::string{body.substr(0, body.find("\r\n"))}.c_str(), nullptr, 16);
    body.remove_prefix(body.find("\r\n") + 2);
    if (size == 0) break;
    std::string events;
    for (auto chunk = body.substr(0, size); !chunk.empty();) {
      auto const end = chunk.find("\n\n");
      events.append(structure_of(chunk.substr(6, end - 6))).append(" | ");
      chunk.remove_prefix(end + 2);
    }
    line_of(events);
    body.remove_prefix(size + 2);
  }
  line_of("end");
  return out;
}

}  // namespace support
