// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/openai/chunk.hpp>

#include <string>

namespace tokendyno::openai {

/// What an answer says of its maker; what it does not say is empty.
struct answer_names {
  std::string id = {};
  std::string model = {};               ///< the model that answered, which may be another than was asked for
  std::string system_fingerprint = {};  ///< e.g. `vllm-0.32.0-fa91edcb`
  bool timings = false;                 ///< it carries llama.cpp's `timings`

  /// Empty again, keeping the memory of the strings.
  void clear() noexcept {
    for (auto* const text : {&id, &model, &system_fingerprint}) text->clear();
    timings = false;
  }

  /// Takes what `c` says; the last word holds.
  void take(chunk const& c) {
    if (!c.id.empty() && c.id != id) id = c.id;
    if (!c.model.empty() && c.model != model) model = c.model;
    if (!c.system_fingerprint.empty() && c.system_fingerprint != system_fingerprint) {
      system_fingerprint = c.system_fingerprint;
    }
    timings = timings || !c.timings.empty();
  }
};

}  // namespace tokendyno::openai
