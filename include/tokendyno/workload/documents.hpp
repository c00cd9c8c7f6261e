// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/error.hpp>
#include <tokendyno/workload/fixed.hpp>
#include <tokendyno/workload/source.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tokendyno::workload {

/// The documents of `text`, which are set apart by `separator`; white space around them is cut, empty ones are left
/// out. Throws `setup_error` if there is none.
[[nodiscard]] inline std::vector<std::string> split_documents(std::string_view text,
                                                              std::string_view separator = "[DOC]") {
  constexpr std::string_view blank = " \t\r\n";
  std::vector<std::string> documents;
  while (true) {
    auto const end = text.find(separator);
    auto part = text.substr(0, end);
    auto const first = part.find_first_not_of(blank);
    if (first != std::string_view::npos) {
      documents.emplace_back(part.substr(first, part.find_last_not_of(blank) - first + 1));
    }
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + separator.size());
  }
  if (documents.empty()) {
    throw setup_error{"no documents: expected texts set apart by " + std::string{separator}};
  }
  return documents;
}

/// How documents become requests.
struct documents_options {
  std::string instruction = "Summarise the following document in 5 bullet points.";  ///< put before each document
  std::uint32_t repeat = 4;                                                          ///< times the whole list is asked
  bool unique_prefix = true;          ///< begin each request with its number, so that no prefix cache answers it
  std::uint32_t output_tokens = 256;  ///< limit of each answer
};

/// One request for each document, the list `repeat` times over; asking for more goes on from the first.
/// Throws `invalid_argument` if there is no document, or nothing to ask for.
[[nodiscard]] inline source summarise_documents(std::vector<std::string> const& documents,
                                                documents_options const& options = {}) {
  if (options.repeat == 0) throw invalid_argument{"workload::summarise_documents: repeat must be at least 1"};
  std::vector<prompt> prompts;
  prompts.reserve(documents.size() * options.repeat);
  for (std::uint32_t round = 0; round < options.repeat; ++round) {
    for (auto const& document : documents) {
      prompts.push_back({.text = options.instruction + "\n\n" + document, .output_tokens = options.output_tokens});
    }
  }
  auto const count = prompts.size();
  auto result = fixed(std::move(prompts));
  if (options.unique_prefix) {
    result.at = [numberless = result.at](std::uint64_t index) {
      auto numbered = numberless(index);
      numbered.text.insert(0, "Request " + std::to_string(index) + ". ");
      return numbered;
    };
  }
  result.description = std::to_string(documents.size()) + " documents, " + std::to_string(options.repeat) +
                       " times each (" + std::to_string(count) + " requests)" +
                       (options.unique_prefix ? ", each with its number first" : "");
  return result;
}

}  // namespace tokendyno::workload
