// SPDX-License-Identifier: MIT
#include <tokendyno/net/tls_client.hpp>

#include <tokendyno/net/tls_error.hpp>
#include <tokendyno/net/tls_session.hpp>

#include <doctest/doctest.h>

#include "support/tls_server_side.hpp"

#include <fstream>
#include <string>

namespace net = tokendyno::net;

namespace {

/// Words of the error of a handshake with a server that shows `shown`; empty if it went well.
std::string shake_hands(support::tls_identity const& shown, std::string host, net::tls_options const& options) {
  net::tls_client const trust{std::move(host), options};
  net::tls_session client{trust};
  support::tls_server_side server{shown};
  std::string bytes;
  static_cast<void>(client.handshake());
  client.take_outgoing(bytes);
  server.feed(bytes);
  client.feed(server.take());
  bool const well = client.handshake() == net::tls_session::status::established;
  CHECK(well != static_cast<bool>(client.error()));
  CHECK((well || net::is_certificate_error(client.error())));
  bytes.clear();
  client.take_outgoing(bytes);
  server.feed(bytes);
  CHECK(server.established() == well);
  return well ? "" : client.error().message();
}

}  // namespace

TEST_CASE("a certificate that nobody trusted has signed is refused unless its file is given, or none is asked for") {
  auto const own = support::make_identity();
  support::pem_file const file{own};
  CHECK(shake_hands(own, "localhost", {}) == "certificate refused: self-signed certificate");
  CHECK(shake_hands(own, "localhost", {.ca_file = file.path()}).empty());
  CHECK(shake_hands(own, "localhost", {.verify = false}).empty());
  CHECK(shake_hands(own, "elsewhere", {.verify = false}).empty());
}

TEST_CASE("the certificate of an authority vouches for those it has signed, and for no others") {
  auto const authority = support::make_identity({.names = ""});
  auto const signed_one = support::make_identity({.names = "DNS:gpu-box,DNS:*.cluster.local", .issuer = &authority});
  support::pem_file const file{authority};
  net::tls_options const options{.ca_file = file.path()};
  CHECK(shake_hands(signed_one, "gpu-box", options).empty());
  CHECK(shake_hands(signed_one, "gpu-box.", options).empty());
  CHECK(shake_hands(signed_one, "vllm.cluster.local", options).empty());
  CHECK(shake_hands(signed_one, "gpu-box2", options) == "certificate refused: hostname mismatch");
  CHECK(shake_hands(signed_one, "a.b.cluster.local", options) == "certificate refused: hostname mismatch");
  CHECK(shake_hands(signed_one, "gpu-box", {}) == "certificate refused: unable to get local issuer certificate");
  CHECK(shake_hands(support::make_identity(), "localhost", options) == "certificate refused: self-signed certificate");
}

TEST_CASE("a server's own certificate will do as the file, whoever has signed it") {
  auto const authority = support::make_identity({.names = ""});
  auto const signed_one = support::make_identity({.issuer = &authority});
  support::pem_file const file{signed_one};
  CHECK(shake_hands(signed_one, "localhost", {.ca_file = file.path()}).empty());
}

TEST_CASE("an address is held against the addresses of the certificate, without a name to ask for") {
  auto const own = support::make_identity({.names = "DNS:127.0.0.2,IP:127.0.0.1,IP:fe80::1"});
  support::pem_file const file{own};
  net::tls_options const options{.ca_file = file.path()};
  CHECK(shake_hands(own, "127.0.0.1", options).empty());
  CHECK(shake_hands(own, "fe80::1%eth0", options).empty());
  CHECK(shake_hands(own, "127.0.0.2", options) == "certificate refused: IP address mismatch");
  net::tls_client const trust{"127.0.0.1", options};
  net::tls_session client{trust};
  support::tls_server_side server{own};
  std::string bytes;
  static_cast<void>(client.handshake());
  client.take_outgoing(bytes);
  server.feed(bytes);
  CHECK(server.asked_for().empty());
}

TEST_CASE("a certificate that is over is refused") {
  auto const old = support::make_identity({.valid_for = -60});
  support::pem_file const file{old};
  CHECK(shake_hands(old, "localhost", {.ca_file = file.path()}) == "certificate refused: certificate has expired");
}

TEST_CASE("a file that holds no certificates is told by name") {
  CHECK_THROWS_WITH_AS(static_cast<void>(net::make_tls_client("h", {.ca_file = "/no/such.pem"})),
                       doctest::Contains("cannot use the certificates of /no/such.pem: "), tokendyno::setup_error);
  support::pem_file const file{support::make_identity()};
  std::ofstream{file.path()} << "no certificate\n";
  CHECK_THROWS_AS(static_cast<void>(net::make_tls_client("h", {.ca_file = file.path()})), tokendyno::setup_error);
  CHECK(net::make_tls_client("h", {.verify = false, .ca_file = "/no/such.pem"}) != nullptr);
}
