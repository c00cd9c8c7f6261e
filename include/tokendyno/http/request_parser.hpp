// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/http/header.hpp>
#include <tokendyno/http/message_parser.hpp>

#include <string>
#include <string_view>

namespace tokendyno::http {

/// What a server wants of a request before its body. A header that did not come is empty.
struct request_head {
  std::string_view method = {};  ///< `GET`, `POST` …
  std::string target = {};       ///< path and query
  std::string content_type = {};
  std::string authorization = {};
  std::string connection = {};
  std::string expect = {};  ///< `100-continue`: the client waits for an interim response before it sends the body

  /// Empty again, keeping the memory of the strings.
  void clear() noexcept {
    method = {};
    for (auto* const text : {&target, &content_type, &authorization, &connection, &expect}) text->clear();
  }
  /// Where the value of the header `name` is kept, `:path` for the target; nullptr if it is not wanted.
  [[nodiscard]] std::string* value_of(std::string_view name) noexcept {
    if (name == ":path") return &target;
    if (equals_ignoring_case(name, "content-type")) return &content_type;
    if (equals_ignoring_case(name, "authorization")) return &authorization;
    if (equals_ignoring_case(name, "connection")) return &connection;
    if (equals_ignoring_case(name, "expect")) return &expect;
    return nullptr;
  }
  /// Takes the method; always true, a request has no interim messages.
  [[nodiscard]] bool begin(llhttp_t& parser) noexcept {
    method = llhttp_method_name(static_cast<llhttp_method_t>(llhttp_get_method(&parser)));
    return true;
  }
};

/// Parses requests, one after another on a connection that is kept.
using request_parser = message_parser<HTTP_REQUEST, request_head>;

}  // namespace tokendyno::http
