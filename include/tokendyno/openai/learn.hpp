// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/openai/exchange.hpp>
#include <tokendyno/openai/server_name.hpp>
#include <tokendyno/record/provenance.hpp>

#include <string>
#include <utility>

namespace tokendyno::openai {

/// Puts what `seen` says together with what `facts` hold into the name of the engine, unless nothing tells.
inline void name_engine(record::server_facts& facts, server_evidence seen) {
  seen.header = facts.software;
  seen.owned_by = facts.owned_by;
  seen.version = facts.version;
  seen.system_fingerprint = facts.system_fingerprint;
  auto named = identify(seen);
  if (named.engine.empty()) return;
  facts.engine = std::move(named.engine);
  facts.engine_because = std::move(named.because);
  if (facts.version.empty()) facts.version = std::move(named.version);
}

/// Adds to `facts` what an answer shows of its maker; what was known before stands.
inline void learn(record::server_facts& facts, exchange const& said) {
  auto const& names = said.names();
  if (facts.software.empty()) facts.software = said.head().server;
  if (facts.system_fingerprint.empty()) facts.system_fingerprint = names.system_fingerprint;
  if (facts.model.empty()) facts.model = names.model;
  if (facts.answered_model.empty()) facts.answered_model = names.model;
  name_engine(facts, {.id = names.id,
                      .request_id = said.head().request_id,
                      .processing_ms = !said.head().processing_ms.empty(),
                      .timings = names.timings});
}

}  // namespace tokendyno::openai
