// SPDX-License-Identifier: MIT
#include <tokendyno/client/http_get.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>
#include <thread>

using namespace std::chrono_literals;
namespace td = tokendyno;

TEST_CASE("a look for the end of a fetch that is due when the fetch is over is the last one") {
  asio::io_context context{1};
  std::stop_source const source;
  std::optional<td::net::connection> connection{context.get_executor()};
  auto timer = std::make_shared<asio::steady_timer>(context.get_executor());
  td::client::detail::close_on_stop(timer, *connection, source.get_token());
  // Both have expired when the context first looks: the second can no longer be cancelled by the first.
  asio::steady_timer over{context.get_executor(), 1ms};
  over.async_wait([&](asio::error_code) {
    timer->cancel();
    timer.reset();
    connection.reset();
  });
  std::this_thread::sleep_for(50ms);
  context.run_for(2s);
  CHECK(context.stopped());
}
