// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/client/http_get.hpp>
#include <tokendyno/client/route.hpp>
#include <tokendyno/client/target.hpp>
#include <tokendyno/core/error.hpp>
#include <tokendyno/openai/model_list.hpp>
#include <tokendyno/record/provenance.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace tokendyno::client {

/// What a server says before any load is put on it.
struct probe_result {
  std::vector<std::string> models{};  ///< ids out of /v1/models, in its order; empty if it does not tell
  record::server_facts facts{};       ///< model: the first of `models`
  std::string error{};                ///< why the server could not be reached; empty if it answered anything
};

/// Asks /v1/models and /version; a server that has neither is still a server. Blocking, at most 10 s.
[[nodiscard]] inline probe_result probe(route const& to) {
  probe_result result;
  auto const models = http_get(to, "/v1/models");
  if (models.error) {
    result.error = models.error.message();
    return result;
  }
  result.facts.software = models.server;
  if (models.ok()) result.models = openai::read_model_list(models.body);
  if (!result.models.empty()) result.facts.model = result.models.front();
  auto const version = http_get(to, "/version");
  if (version.ok()) result.facts.version = openai::read_version(version.body);
  return result;
}

/// The same for a target, for programs that want to fail before a run: throws `setup_error` with one line if the
/// server cannot be reached.
[[nodiscard]] inline probe_result require_server(target const& wanted) {
  auto const to = make_route(wanted);
  auto result = probe(to);
  if (!result.error.empty()) throw setup_error{"cannot reach " + wanted.url + ": " + result.error};
  return result;
}

}  // namespace tokendyno::client
