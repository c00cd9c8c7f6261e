// SPDX-License-Identifier: MIT
#include <tokendyno/program.hpp>
#include <tokendyno/tokendyno.hpp>

#include <doctest/doctest.h>

#include "support/scripted_server.hpp"
#include "support/stream_text.hpp"

namespace td = tokendyno;

#ifdef OPENSSL_VERSION_NUMBER
#error "OpenSSL is included without TLS"
#endif

TEST_CASE("an https address says how to get TLS") {
  static_assert(!td::net::has_tls);
  auto const words =
      "cannot use https with gpu-box: this program was built without TLS; build it with the CMake option "
      "TOKENDYNO_WITH_TLS=ON and OpenSSL 3 (Debian: libssl-dev), elsewhere with -DTOKENDYNO_HAS_TLS=1 -lssl -lcrypto";
  CHECK_THROWS_WITH_AS(static_cast<void>(td::client::make_route({.url = "https://gpu-box/v1"})), words,
                       td::setup_error);
  CHECK_THROWS_WITH_AS(
      static_cast<void>(td::run({.target = {.url = "https://gpu-box"}, .workload = td::workload::synthetic()})), words,
      td::setup_error);
}

TEST_CASE("a plain address is measured as ever") {
  support::scripted_server server{[](support::peer& client, int) {
    while (!client.read_request().empty()) client.send(support::two_tokens);
  }};
  auto const result = td::run({.target = {.url = server.url(), .model = "m"},
                               .workload = td::workload::synthetic(),
                               .load = td::load::closed_loop{.concurrency = 1},
                               .warmup = {.requests = 1},
                               .stop = {.requests = 3}});
  CHECK(result.summary.measured.completed() == 3);
}
