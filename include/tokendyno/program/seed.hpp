// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <random>

namespace tokendyno::program {

/// Another seed each time, so that no server knows from an earlier measurement the prompts made from it.
[[nodiscard]] inline std::uint32_t new_seed() { return std::random_device{}(); }

}  // namespace tokendyno::program
