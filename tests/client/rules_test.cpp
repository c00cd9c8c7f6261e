// SPDX-License-Identifier: MIT
#include <tokendyno/client/failure.hpp>
#include <tokendyno/client/timeouts.hpp>

#include <doctest/doctest.h>

#include <cerrno>
#include <chrono>
#include <system_error>

namespace td = tokendyno;
using namespace std::chrono_literals;
using td::client::broken_action;
using td::record::outcome;

TEST_CASE("a broken connection is made anew only if it was idle before, and once only") {
  CHECK(td::client::on_broken(true, false, 0) == broken_action::reconnect);
  CHECK(td::client::on_broken(true, false, 1) == broken_action::fail);
  CHECK(td::client::on_broken(true, true, 0) == broken_action::fail);
  CHECK(td::client::on_broken(false, false, 0) == broken_action::fail);
}

TEST_CASE("errors of connecting have their classes") {
  CHECK(td::client::connect_failure(std::make_error_code(std::errc::connection_refused), false) ==
        outcome::connect_refused);
  CHECK(td::client::connect_failure(asio::error::timed_out, false) == outcome::connect_timeout);
  CHECK(td::client::connect_failure(asio::error::operation_aborted, true) == outcome::connect_timeout);
  CHECK(td::client::connect_failure(asio::error::host_not_found, false) == outcome::dns);
}

TEST_CASE("want of descriptors or ports is this machine's failure, not the server's") {
  CHECK(td::client::is_local_limit(std::make_error_code(std::errc::too_many_files_open)));
  CHECK(td::client::is_local_limit({EADDRNOTAVAIL, asio::error::get_system_category()}));
  CHECK_FALSE(td::client::is_local_limit(std::make_error_code(std::errc::connection_refused)));
}

TEST_CASE("the next expiry is the nearest of phase and total") {
  td::client::timeouts const limits{.first_token = 10s, .idle = 2s, .total = 30s};
  td::time_point const sent{100s};
  CHECK(td::client::next_expiry(limits, sent, {}).at == sent + 10s);
  CHECK(td::client::next_expiry(limits, sent, {}).reason == outcome::timeout_first_token);
  CHECK(td::client::next_expiry(limits, sent, sent + 5s).at == sent + 7s);
  CHECK(td::client::next_expiry(limits, sent, sent + 5s).reason == outcome::timeout_idle);
  CHECK(td::client::next_expiry(limits, sent, {}, false).reason == outcome::timeout_total);
  CHECK(td::client::next_expiry(limits, sent, sent + 29s).at == sent + 30s);
  CHECK(td::client::next_expiry(limits, sent, sent + 29s).reason == outcome::timeout_total);
}
