// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/text/json.hpp>

#include <string>

namespace tokendyno::serve {

/// A request that is refused before a token is made; the form is vLLM's.
struct api_error {
  int status = 400;
  std::string message = {};
  std::string type = "BadRequestError";
  std::string param = {};  ///< the member at fault; empty: null
};

/// The JSON body of `error`.
[[nodiscard]] inline std::string body(api_error const& error) {
  std::string out = R"({"error":{"message":)";
  text::append_json_string(out, error.message);
  out += R"(,"type":)";
  text::append_json_string(out, error.type);
  out += R"(,"param":)";
  if (error.param.empty()) {
    out += "null";
  } else {
    text::append_json_string(out, error.param);
  }
  return out + R"(,"code":)" + std::to_string(error.status) + "}}";
}

}  // namespace tokendyno::serve
