// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/http/header.hpp>
#include <tokendyno/http/message_parser.hpp>

#include <string>
#include <string_view>

namespace tokendyno::http {

/// What a client wants of a response before its body. A header that did not come is empty.
struct response_head {
  int status = 0;
  std::string content_type = {};
  std::string content_encoding = {};  ///< as sent; `identity` and empty mean that the body is not encoded
  std::string server = {};
  std::string retry_after = {};
  std::string connection = {};
  std::string request_id = {};     ///< `x-request-id`
  std::string processing_ms = {};  ///< `openai-processing-ms`

  /// Empty again, keeping the memory of the strings.
  void clear() noexcept {
    status = 0;
    for (auto* const text :
         {&content_type, &content_encoding, &server, &retry_after, &connection, &request_id, &processing_ms})
      text->clear();
  }
  /// Where the value of the header `name` is kept; nullptr if it is not wanted.
  [[nodiscard]] std::string* value_of(std::string_view name) noexcept {
    if (equals_ignoring_case(name, "content-type")) return &content_type;
    if (equals_ignoring_case(name, "content-encoding")) return &content_encoding;
    if (equals_ignoring_case(name, "server")) return &server;
    if (equals_ignoring_case(name, "retry-after")) return &retry_after;
    if (equals_ignoring_case(name, "connection")) return &connection;
    if (equals_ignoring_case(name, "x-request-id")) return &request_id;
    if (equals_ignoring_case(name, "openai-processing-ms")) return &processing_ms;
    return nullptr;
  }
  /// Takes the status; false for an interim response such as 100 (RFC 9110 §15.2), which another one follows.
  [[nodiscard]] bool begin(llhttp_t& parser) noexcept {
    status = llhttp_get_status_code(&parser);
    return status >= 200 || status == 101;
  }
};

/// True if the body is encoded, for instance compressed.
[[nodiscard]] inline bool is_encoded(response_head const& head) noexcept {
  return !head.content_encoding.empty() && !equals_ignoring_case(head.content_encoding, "identity");
}

/// True if the media type of `head` is `type`, parameters such as the character set left aside.
[[nodiscard]] inline bool has_media_type(response_head const& head, std::string_view type) noexcept {
  std::string_view given = head.content_type;
  given = given.substr(0, given.find_first_of("; \t"));
  return equals_ignoring_case(given, type);
}

/// Parses responses: fixed length, chunked, or ended by the connection; interim responses are skipped.
using response_parser = message_parser<HTTP_RESPONSE, response_head>;

}  // namespace tokendyno::http
