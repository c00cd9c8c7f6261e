// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace tokendyno::record {

/// The machine and the build that measured, so that a result can be judged later.
struct environment {
  std::string library_version{};
  std::string compiler{};    ///< name and version, e.g. `g++ 12.2.0`
  std::string cpu{};         ///< model name; empty if the system does not tell
  unsigned cores = 0;        ///< logical processors this process may use
  std::string kernel{};      ///< system name and release, e.g. `Linux 6.1.0`
  std::string host{};        ///< node name
  std::string started_at{};  ///< wall clock at the start, ISO 8601 in UTC; for people, never for a difference
};

/// What the server says of itself; a field it does not give is empty.
struct server_facts {
  std::string engine{};          ///< e.g. `vllm`, `llama-server`; empty if nothing tells (docs/concepts.md#server-name)
  std::string engine_because{};  ///< what `engine` rests on, in words, e.g. `server header "llama.cpp"`
  std::string model{};           ///< id out of /v1/models, or the `model` of an answer
  std::string answered_model{};  ///< `model` of the answers, which may be another than was asked for
  std::string version{};         ///< of /version, else of `system_fingerprint`
  std::string software{};        ///< the `server` response header
  std::string system_fingerprint{};   ///< of an answer
  std::string owned_by{};             ///< of the first model in /v1/models
  std::vector<std::string> listed{};  ///< ids in /v1/models, in its order; empty if it does not tell
};

}  // namespace tokendyno::record
