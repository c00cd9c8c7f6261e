// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/client/probe.hpp>
#include <tokendyno/client/target.hpp>
#include <tokendyno/core/time.hpp>
#include <tokendyno/program/arguments.hpp>
#include <tokendyno/program/error.hpp>

namespace tokendyno::program {

/// Adds the options every program that measures a server has: `--url`, `--model`, `--api-key`, `--timeout`.
inline void add_target_options(arguments& args, client::target& target) {
  args.option("--url", target.url, "server to measure, e.g. http://127.0.0.1:8000 or unix:/run/engine.sock", "URL");
  args.option("--model", target.model, "model to ask for; default: the first that the server lists", "MODEL");
  args.option("--api-key", target.api_key, "sent as a bearer token", "OPENAI_API_KEY");
  args.option("--timeout", target.timeouts.total, "give a request up after so long; default: 15min");
}

/// Finds out before a run that the server answers, and fills in the model. Throws `setup_error` with one line if it
/// cannot be reached, `usage_error` if its answers are given no time.
inline void require_target(client::target& target) {
  if (target.timeouts.total <= duration{}) throw usage_error{"--timeout: expected more than 0"};
  auto const found = client::require_server(target);
  if (target.model.empty()) target.model = found.facts.model;
}

}  // namespace tokendyno::program
