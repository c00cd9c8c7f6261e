// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/client/probe.hpp>
#include <tokendyno/client/route.hpp>
#include <tokendyno/client/target.hpp>
#include <tokendyno/core/error.hpp>
#include <tokendyno/core/time.hpp>
#include <tokendyno/program/arguments.hpp>
#include <tokendyno/program/error.hpp>

#include <cstdio>
#include <stop_token>

namespace tokendyno::program {

/// Adds the options that say whom to trust behind an `https` address: `--insecure`, `--ca-file`.
inline void add_tls_options(arguments& args, client::target& target) {
  args.flag("--insecure", target.tls.verify, "take any certificate of an https server", false);
  args.option("--ca-file", target.tls.ca_file, "PEM file of the certificates to trust; default: the system's");
}

/// Adds the options every program that measures a server has: `--url`, `--model`, `--api-key`, `--timeout`, and those
/// of `add_tls_options`.
inline void add_target_options(arguments& args, client::target& target) {
  args.option("--url", target.url, "server to measure, e.g. http://127.0.0.1:8000 or unix:/run/engine.sock", "URL");
  args.option("--model", target.model, "model to ask for; default: the first that the server lists", "MODEL");
  args.option("--api-key", target.api_key, "sent as a bearer token", "OPENAI_API_KEY");
  args.option("--timeout", target.timeouts.total, "give a request up after so long; default: 15min");
  add_tls_options(args, target);
}

/// Finds out before a run that the server answers, and fills in the model. Throws `setup_error` with one line if it
/// cannot be reached, `usage_error` if its answers are given no time. Says on standard error if any certificate is
/// taken. Throws `interruption` if `stop` is asked for meanwhile.
inline void require_target(client::target& target, std::stop_token const& stop = {}) {
  if (target.timeouts.total <= duration{}) throw usage_error{"--timeout: expected more than 0"};
  auto const to = client::make_route(target);
  auto const found = client::probe(to, stop);
  if (stop.stop_requested()) throw interruption{};
  if (!found.error.empty()) {
    throw setup_error{"cannot reach " + target.url + ": " + found.error +
                      (found.untrusted ? " (--ca-file FILE says whom to trust, --insecure takes any)" : "")};
  }
  if (to.tls && !target.tls.verify) {
    std::fprintf(stderr, "warning: %s: its certificate is not checked (--insecure)\n", target.url.c_str());
  }
  if (target.model.empty()) target.model = found.facts.model;
}

}  // namespace tokendyno::program
