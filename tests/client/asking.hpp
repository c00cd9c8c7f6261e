// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/client/chat_client.hpp>
#include <tokendyno/net/asio.hpp>

#include <support/scripted_server.hpp>

#include <chrono>
#include <exception>
#include <utility>
#include <vector>

namespace support {

/// Asks `times` times over `client`, one after another; the records go to the end of `out`.
inline asio::awaitable<void> ask_in_turn(tokendyno::client::chat_client& client, int times,
                                         std::vector<tokendyno::record::request_record>& out) {
  for (int i = 0; i < times; ++i) {
    tokendyno::openai::chat_request request{.model = "m", .prompt = "Hello", .max_tokens = 2};
    auto asking = client.stream(std::move(request));
    out.push_back(co_await std::move(asking));
  }
}

/// Asks `times` times over one client, which is told to give up after `patience` if that is not 0.
inline std::vector<tokendyno::record::request_record> ask(tokendyno::client::target target, int times = 1,
                                                          tokendyno::duration patience = {}) {
  asio::io_context context{1};
  tokendyno::client::chat_client client{context.get_executor(), std::move(target)};
  std::vector<tokendyno::record::request_record> records;
  asio::co_spawn(context, ask_in_turn(client, times, records), [](std::exception_ptr error) {
    if (error) std::rethrow_exception(error);
  });
  asio::steady_timer timer{context, patience};
  if (patience > tokendyno::duration{}) timer.async_wait([&](asio::error_code) { client.cancel(); });
  context.run();
  return records;
}

}  // namespace support
