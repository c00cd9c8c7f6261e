// SPDX-License-Identifier: MIT
#include <tokendyno/client/chat_client.hpp>
#include <tokendyno/client/probe.hpp>

#include <doctest/doctest.h>

#include "support/stream_text.hpp"
#include "support/tls_peer.hpp"

#include <chrono>
#include <exception>
#include <string>
#include <vector>

namespace td = tokendyno;
using namespace std::chrono_literals;
using support::ask;
using support::peer;
using support::server_identity;
using support::tls_peer;
using td::record::outcome;

namespace {

std::string https(support::scripted_server const& server) { return "https" + server.url().substr(4); }

void answer_securely(peer& raw, int) {
  tls_peer client{raw, server_identity()};
  if (!client.shake_hands()) return;
  while (!client.read_request().empty()) client.send(support::two_tokens);
}

/// A server that answers one request with `text` and ends as `properly` says.
support::scripted_server::script answer_securely_once(std::string text, bool properly) {
  return [=](peer& raw, int) {
    tls_peer client{raw, server_identity()};
    if (!client.shake_hands() || client.read_request().empty()) return;
    client.send(text);
    if (properly) client.say_goodbye();
  };
}

}  // namespace

TEST_CASE("an answer over https becomes a record, and the connection is used again") {
  support::scripted_server server{answer_securely};
  support::pem_file const file{server_identity()};
  for (td::net::tls_options const& tls :
       {td::net::tls_options{.ca_file = file.path()}, td::net::tls_options{.verify = false}}) {
    auto const records = ask({.url = https(server), .tls = tls}, 3);
    REQUIRE(records.size() == 3);
    for (auto const& each : records) {
      CHECK(each.outcome == outcome::completed);
      CHECK(each.text == "Hello");
      CHECK(each.output_tokens == 2);
    }
    CHECK(records[0].connect > 0ns);
    CHECK(records[1].reused_connection);
    CHECK(records[1].connect == 0ns);
  }
  CHECK(server.connections() == 2);
}

TEST_CASE("a certificate that is not trusted, or for another host, is an outcome with words") {
  support::scripted_server server{answer_securely};
  auto const unknown = ask({.url = https(server)}).at(0);
  CHECK(unknown.outcome == outcome::tls);
  CHECK(unknown.error == "certificate refused: self-signed certificate");
  CHECK(unknown.connect > 0ns);
  CHECK(unknown.http_status == 0);

  auto const elsewhere = support::make_identity({.names = "DNS:elsewhere"});
  support::pem_file const file{elsewhere};
  support::scripted_server wrong{[&](peer& raw, int) { tls_peer{raw, elsewhere}.shake_hands(); }};
  auto const other = ask({.url = https(wrong), .tls = {.ca_file = file.path()}}).at(0);
  CHECK(other.outcome == outcome::tls);
  CHECK(other.error == "certificate refused: IP address mismatch");
}

TEST_CASE("a server that asks for a certificate of ours refuses by TLS") {
  for (int const version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    support::scripted_server server{[&](peer& raw, int) {
      tls_peer client{raw, server_identity(), version, true};
      client.shake_hands();
      raw.wait_for_client();
    }};
    auto const record = ask({.url = https(server), .tls = {.verify = false}}).at(0);
    CHECK(record.outcome == outcome::tls);
    CHECK(record.error.find("TLS: ") == 0);
  }
}

TEST_CASE("a handshake that hangs is a connect timeout, and can be given up") {
  support::scripted_server server{[](peer& raw, int) {
    while (!raw.read_some().empty()) {
    }
  }};
  auto const late = ask({.url = https(server), .timeouts = {.connect = 100ms}}).at(0);
  CHECK(late.outcome == outcome::connect_timeout);
  CHECK(late.connect >= 100ms);
  auto const given_up = ask({.url = https(server)}, 1, 50ms).at(0);
  CHECK(given_up.outcome == outcome::cancelled);
  CHECK(given_up.error == "given up by the client");
}

TEST_CASE("an answer that ends with the connection is whole only after a proper end") {
  std::string const head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n";
  std::string const body = R"({"choices":[{"index":0,"message":{"content":"Hello"},"finish_reason":"stop"}]})";
  support::scripted_server proper{answer_securely_once(head + body, true)};
  support::scripted_server cut{answer_securely_once(head + body, false)};
  td::net::tls_options const any{.verify = false};
  CHECK(ask({.url = https(proper), .tls = any}).at(0).outcome == outcome::completed);
  CHECK(ask({.url = https(cut), .tls = any}).at(0).outcome == outcome::truncated_stream);

  // What HTTP says is whole is whole, however the connection ended.
  support::scripted_server framed{answer_securely_once(support::two_tokens, false)};
  auto const records = ask({.url = https(framed), .tls = any}, 2);
  CHECK(records.at(0).outcome == outcome::completed);
  CHECK(records.at(1).outcome == outcome::completed);
  CHECK(records.at(1).reconnects == 1);
}

TEST_CASE("a probe says in words what stands between it and the server") {
  support::scripted_server secured{answer_securely};
  auto const refused = td::client::probe(td::client::make_route({.url = https(secured)}));
  CHECK(refused.error == "certificate refused: self-signed certificate");
  CHECK(refused.untrusted);
  auto const taken = td::client::probe(td::client::make_route({.url = https(secured), .tls = {.verify = false}}));
  CHECK(taken.error.empty());
  auto const plain_to_tls = td::client::probe(td::client::make_route({.url = secured.url()}));
  CHECK(plain_to_tls.error == "the server closed the connection without an answer; does it speak https?");
  CHECK_FALSE(plain_to_tls.untrusted);

  support::scripted_server resets{[](peer& raw, int) {
    raw.read_some();
    raw.reset();
  }};
  CHECK(td::client::probe(td::client::make_route({.url = resets.url()})).error ==
        "the server closed the connection without an answer; does it speak https?");

  support::scripted_server alerts{[](peer& raw, int) {
    raw.read_some();
    raw.send({"\x15\x03\x03\x00\x02\x02\x46", 7});
  }};
  CHECK(td::client::probe(td::client::make_route({.url = alerts.url()})).error ==
        "the server speaks TLS: its address begins with https://");

  support::scripted_server plain{[](peer& raw, int) {
    raw.read_some();
    raw.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
  }};
  CHECK_THROWS_WITH_AS(
      static_cast<void>(td::client::require_server({.url = https(plain)})),
      ("cannot reach " + https(plain) + ": the server speaks plain HTTP: its address begins with http://").c_str(),
      td::setup_error);
}
