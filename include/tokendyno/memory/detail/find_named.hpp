// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/error.hpp>

#include <span>
#include <string>
#include <string_view>

namespace tokendyno::memory::detail {

template <class Named>
Named const& find_named(std::span<Named const> known, std::string_view name, std::string_view what) {
  for (Named const& candidate : known)
    if (candidate.name == name) return candidate;
  std::string message{what};
  message.append(": expected one of");
  for (Named const& candidate : known) message.append(" ").append(candidate.name);
  throw invalid_argument(message.append(", got '").append(name).append("'"));
}

}  // namespace tokendyno::memory::detail
