// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/error.hpp>
#include <tokendyno/serve/dialect.hpp>
#include <tokendyno/serve/dialects/llama_cpp_python.hpp>
#include <tokendyno/serve/dialects/llama_server.hpp>
#include <tokendyno/serve/dialects/llm_d.hpp>
#include <tokendyno/serve/dialects/transformers.hpp>
#include <tokendyno/serve/dialects/vllm.hpp>

#include <array>
#include <string>
#include <string_view>

namespace tokendyno::serve {

/// The dialects that have a name.
inline constexpr std::array<dialect const*, 5> known_dialects{
    &dialects::vllm, &dialects::llama_server, &dialects::llama_cpp_python, &dialects::llm_d, &dialects::transformers};

/// The dialect called `name`. Throws `invalid_argument` with the known names if there is none.
[[nodiscard]] inline dialect const& find_dialect(std::string_view name) {
  std::string message = "dialect: expected one of";
  for (dialect const* const known : known_dialects) {
    if (known->name == name) return *known;
    message.append(" ").append(known->name);
  }
  throw invalid_argument(message.append(", got '").append(name).append("'"));
}

}  // namespace tokendyno::serve
