// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <simdjson.h>

namespace tokendyno::openai {

/// The ids in the answer of /v1/models (`data[*].id`), in its order; empty if `body` is nothing of the kind.
[[nodiscard]] inline std::vector<std::string> read_model_list(std::string_view body) {
  std::vector<std::string> ids;
  simdjson::dom::parser parser;
  simdjson::dom::array data;
  if (parser.parse(body.data(), body.size())["data"].get(data) != simdjson::SUCCESS) return ids;
  for (auto const each : data) {
    if (std::string_view id; each["id"].get(id) == simdjson::SUCCESS) ids.emplace_back(id);
  }
  return ids;
}

/// `owned_by` of the first model in the answer of /v1/models, by which some engines name themselves; else empty.
[[nodiscard]] inline std::string read_owner(std::string_view body) {
  simdjson::dom::parser parser;
  std::string_view owner;
  if (parser.parse(body.data(), body.size())["data"].at(0)["owned_by"].get(owner) != simdjson::SUCCESS) return {};
  return std::string{owner};
}

/// The `version` in the answer of /version (vLLM); empty if there is none.
[[nodiscard]] inline std::string read_version(std::string_view body) {
  simdjson::dom::parser parser;
  std::string_view version;
  if (parser.parse(body.data(), body.size())["version"].get(version) != simdjson::SUCCESS) return {};
  return std::string{version};
}

}  // namespace tokendyno::openai
