// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/client/target.hpp>
#include <tokendyno/core/error.hpp>
#include <tokendyno/http/request.hpp>
#include <tokendyno/http/url.hpp>
#include <tokendyno/net/endpoints.hpp>
#include <tokendyno/net/tls_client.hpp>
#include <tokendyno/openai/chat_request.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace tokendyno::client {

/// A target made ready: its URL taken apart, its name looked up, and what was learnt of it while it was used.
/// The clients of one thread share it.
struct route {
  client::target target{};
  http::url url{};
  openai::endpoint endpoint = openai::endpoint::chat;
  net::endpoints endpoints{};
  std::shared_ptr<net::tls_client const> tls{};  ///< null for a plain connection
  /// The server was seen to close a connection after an answer: open a new one for each request, so that the
  /// handshake has its own phase.
  bool one_request_per_connection = false;
};

/// The endpoint a path stands for; without a path, or with `/v1` alone, `path` becomes that of the chat endpoint.
/// Throws `setup_error` for a path that is neither.
[[nodiscard]] inline openai::endpoint complete_path(std::string& path) {
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  if (path == "/" || path == "/v1") {
    path = openai::path(openai::endpoint::chat);
    return openai::endpoint::chat;
  }
  auto const route_part = std::string_view{path}.substr(0, path.find('?'));
  if (route_part.ends_with("/chat/completions")) return openai::endpoint::chat;
  if (route_part.ends_with("/completions")) return openai::endpoint::completions;
  throw setup_error{"cannot use the path \"" + path + "\": it must end in /chat/completions or /completions"};
}

/// Takes `target` apart and looks its name up, blocking. A name that is unknown is not an error here: requests end as
/// `outcome::dns`. Throws `setup_error` for a URL that cannot be used, or for `https` without TLS compiled in.
[[nodiscard]] inline route make_route(client::target target) {
  route result;
  result.url = http::parse_url(target.url);
  result.endpoint = complete_path(result.url.path);
  if (result.url.transport == http::transport::tls) result.tls = net::make_tls_client(result.url.host, target.tls);
  result.endpoints = net::resolve(result.url);
  result.target = std::move(target);
  return result;
}

/// The bytes of `request` to the server of `to`; the model is the target's if the request has none.
/// Throws `invalid_argument` where `openai::body` and `http::bytes` do.
[[nodiscard]] inline std::string request_bytes(route const& to, openai::chat_request request) {
  if (request.model.empty()) request.model = to.target.model;
  request.endpoint = to.endpoint;
  return http::bytes({.url = to.url,
                      .body = openai::body(request),
                      .api_key = to.target.api_key,
                      .accept = request.stream ? "text/event-stream" : "application/json",
                      .headers = to.target.headers});
}

}  // namespace tokendyno::client
