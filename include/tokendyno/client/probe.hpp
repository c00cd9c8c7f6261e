// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/client/http_get.hpp>
#include <tokendyno/client/route.hpp>
#include <tokendyno/client/target.hpp>
#include <tokendyno/core/error.hpp>
#include <tokendyno/net/tls_error.hpp>
#include <tokendyno/openai/learn.hpp>
#include <tokendyno/openai/model_list.hpp>
#include <tokendyno/record/provenance.hpp>

#include <chrono>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace tokendyno::client {

/// What a server says before any load is put on it.
struct probe_result {
  std::vector<std::string> models{};  ///< ids out of /v1/models, in its order; empty if it does not tell
  record::server_facts facts{};       ///< model: the first of `models`
  std::string error{};                ///< why the server could not be reached; empty if it answered anything
  bool untrusted = false;             ///< it was not reached because its certificate was refused
};

/// What stands before `/chat/completions` or `/completions` in the path of an endpoint, e.g. `/v1`.
[[nodiscard]] inline std::string api_base(std::string_view path) {
  path = path.substr(0, path.find('?'));
  for (std::string_view const end : {"/chat/completions", "/completions"}) {
    if (path.ends_with(end)) return std::string{path.substr(0, path.size() - end.size())};
  }
  return std::string{path};
}

/// What stands before the API in the path of an endpoint, where `/version` and `/metrics` are: empty, or the prefix of
/// a gateway.
[[nodiscard]] inline std::string server_root(std::string_view path) {
  auto base = api_base(path);
  if (base.ends_with("/v1")) base.erase(base.size() - 3);
  return base;
}

/// Asks /v1/models and /version; a server that has neither is still a server. Blocking, at most 20 s.
/// Paths are those beside the endpoint, so that a gateway's prefix holds for them too. `stop` ends it at once.
[[nodiscard]] inline probe_result probe(route const& to, std::stop_token const& stop = {}) {
  constexpr auto limit = std::chrono::seconds{5};
  probe_result result;
  auto const models = http_get(to, api_base(to.url.path) + "/models", limit, stop);
  if (models.error) {
    result.error = models.error.message();
    result.untrusted = net::is_certificate_error(models.error);
    return result;
  }
  result.facts.software = models.server;
  if (models.ok()) {
    result.models = openai::read_model_list(models.body);
    result.facts.owned_by = openai::read_owner(models.body);
  }
  if (!result.models.empty()) result.facts.model = result.models.front();
  result.facts.listed = result.models;
  auto const version = http_get(to, server_root(to.url.path) + "/version", limit, stop);
  if (version.ok()) result.facts.version = openai::read_version(version.body);
  openai::name_engine(result.facts, {});
  return result;
}

/// The same for a target, for programs that want to fail before a run: throws `setup_error` with one line if the
/// server cannot be reached. `stop` ends it at once, without an exception: ask it whether the result is one.
[[nodiscard]] inline probe_result require_server(target const& wanted, std::stop_token const& stop = {}) {
  auto const to = make_route(wanted);
  auto result = probe(to, stop);
  if (!result.error.empty() && !stop.stop_requested()) {
    throw setup_error{"cannot reach " + wanted.url + ": " + result.error};
  }
  return result;
}

}  // namespace tokendyno::client
