// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace tokendyno::sim {

/// A request to a simulated engine.
struct request {
  std::uint64_t id = 0;  ///< the caller's; unique among the requests that are not finished
  std::uint32_t prompt_tokens = 1;
  std::uint32_t output_tokens = 1;
};

/// What became of a submission.
enum class admission {
  accepted,
  never_fits,  ///< its whole context needs more blocks than the pool has
};

/// One token that a step produced.
struct emission {
  std::uint64_t id = 0;
  std::uint32_t ordinal = 1;  ///< 1 is the request's first token
  bool finished = false;      ///< this was the last one
  std::uint64_t begun = 0;    ///< the step, counted from 1, that first computed of the request

  friend bool operator==(emission const&, emission const&) = default;
};

}  // namespace tokendyno::sim
