// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/client/timeouts.hpp>
#include <tokendyno/http/request.hpp>
#include <tokendyno/net/tls_options.hpp>

#include <string>
#include <vector>

namespace tokendyno::client {

/// The server under test and how to speak to it.
struct target {
  /// `http://host:port[/path]`, `https://…`, or `unix:/path/to.sock[:/path]`. Without a path, or with `/v1` alone, the
  /// chat endpoint is meant; a path that ends in `/completions` but not in `/chat/completions` is the completions
  /// endpoint.
  std::string url = "http://127.0.0.1:8000/v1/chat/completions";
  std::string model{};                  ///< model to ask for; empty: what /v1/models lists first
  std::string api_key{};                ///< sent as `Authorization: Bearer …` if not empty
  std::vector<http::header> headers{};  ///< sent with each request; they override the built-in ones
  client::timeouts timeouts{};
  net::tls_options tls{};  ///< whom to trust if the URL begins with `https`
};

}  // namespace tokendyno::client
