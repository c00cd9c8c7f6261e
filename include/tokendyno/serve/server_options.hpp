// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/serve/dialect.hpp>
#include <tokendyno/serve/dialects/vllm.hpp>
#include <tokendyno/sim/profile.hpp>

#include <cstdint>
#include <string>

namespace tokendyno::serve {

/// What a simulated server is.
struct server_options {
  sim::profile profile = sim::find_profile("rtx2000ada/qwen2.5-1.5b/bf16");
  std::string model{};                      ///< name it answers to; empty: the model of the profile
  std::string address = "127.0.0.1";        ///< to listen at
  std::uint16_t port = 0;                   ///< 0: any that is free
  std::string api_key{};                    ///< if set, requests without it are refused with 401
  std::uint32_t max_model_len = 4096;       ///< longest prompt and answer together
  std::uint32_t max_queued = 0;             ///< longer queues are refused; 0: no limit, as vLLM's default
  serve::dialect dialect = dialects::vllm;  ///< how it talks; others from `find_dialect`, or changed in any member
};

}  // namespace tokendyno::serve
