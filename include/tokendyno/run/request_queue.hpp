// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/client/route.hpp>
#include <tokendyno/openai/chat_request.hpp>
#include <tokendyno/workload/source.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <utility>

namespace tokendyno {

/// Requests as bytes, built before they are due, so that none waits for its text.
class request_queue {
 public:
  /// One request, ready to be sent.
  struct item {
    std::string bytes{};
    std::uint32_t max_tokens = 0;
  };

  /// Requests to `to` with the prompts of `prompts` from `first_index` on; `common` is what they all share.
  request_queue(client::route const& to, workload::source const& prompts, openai::chat_request common,
                std::uint64_t first_index)
      : route_{to}, prompts_{prompts}, common_{std::move(common)}, next_{first_index} {}

  /// Builds until `depth` are ready.
  void fill(std::size_t depth) {
    while (ready_.size() < depth) ready_.push_back(build(next_++));
  }

  /// The next one; built on the spot if none is ready.
  [[nodiscard]] item take() {
    if (ready_.empty()) return build(next_++);
    auto front = std::move(ready_.front());
    ready_.pop_front();
    return front;
  }

 private:
  [[nodiscard]] item build(std::uint64_t index) const {
    auto prompt = prompts_.at(index);
    auto request = common_;
    request.prompt = std::move(prompt.text);
    request.system = std::move(prompt.system);
    request.max_tokens = prompt.output_tokens;
    return {.bytes = client::request_bytes(route_, std::move(request)), .max_tokens = prompt.output_tokens};
  }

  client::route const& route_;
  workload::source const& prompts_;
  openai::chat_request common_;
  std::uint64_t next_;
  std::deque<item> ready_;
};

}  // namespace tokendyno
