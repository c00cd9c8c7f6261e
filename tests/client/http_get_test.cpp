// SPDX-License-Identifier: MIT
#include <tokendyno/client/http_get.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>
#include <thread>

namespace td = tokendyno;
using namespace std::chrono_literals;

TEST_CASE("a look at the stop token that is due when the fetch ends is the last one") {
  asio::io_context context{1};
  std::stop_source source;
  std::optional<td::net::connection> connection{context.get_executor()};
  auto timer = std::make_shared<asio::steady_timer>(context.get_executor());
  asio::steady_timer before{context, 1ms};
  td::client::detail::close_on_stop(timer, *connection, source.get_token());
  before.async_wait([&](asio::error_code) {
    timer.reset();
    connection.reset();
  });
  // Both timers have expired when the first of them is looked at.
  std::this_thread::sleep_for(60ms);
  context.run_for(500ms);
  CHECK(context.stopped());
}
