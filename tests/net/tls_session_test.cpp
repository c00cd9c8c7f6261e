// SPDX-License-Identifier: MIT
#include <tokendyno/net/tls_session.hpp>

#include <doctest/doctest.h>

#include "support/tls_server_side.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace net = tokendyno::net;
using net::tls_session;
using support::server_identity;
using support::tls_server_side;
using status = net::tls_session::status;

namespace {

net::tls_client trusting(std::string host = "localhost") {
  static support::pem_file const file{server_identity()};
  return net::tls_client{std::move(host), {.ca_file = file.path()}};
}

std::string outgoing(tls_session& client) {
  std::string bytes;
  client.take_outgoing(bytes);
  return bytes;
}

/// Exchanges flights until the client is done, its input in pieces of `piece` bytes.
status shake_hands(tls_session& client, tls_server_side& server, std::size_t piece = 1 << 20) {
  auto state = client.handshake();
  for (int flight = 0; flight < 5; ++flight) {
    server.feed(outgoing(client));
    std::string const bytes = server.take();
    for (std::size_t i = 0; i < bytes.size(); i += piece) {
      client.feed(std::string_view{bytes}.substr(i, piece));
      if (state == status::more) state = client.handshake();
    }
    if (state != status::more) break;
  }
  server.feed(outgoing(client));
  return state;
}

std::string read_all(tls_session& client, std::size_t room) {
  std::string text;
  std::vector<char> buffer(room);
  while (auto const got = client.read(buffer)) text.append(buffer.data(), got);
  return text;
}

std::string counted(std::size_t size) {
  std::string text;
  while (text.size() < size) text += std::to_string(text.size()) + ",";
  text.resize(size);
  return text;
}

}  // namespace

TEST_CASE("a handshake goes well however its bytes are cut") {
  auto const trust = trusting();
  for (int const version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    for (std::size_t const piece : {1U, 2U, 3U, 5U, 17U, 1000U, 100000U}) {
      CAPTURE(version);
      CAPTURE(piece);
      tls_session client{trust};
      tls_server_side server{server_identity(), version};
      CHECK(shake_hands(client, server, piece) == status::established);
      CHECK(server.established());
      CHECK_FALSE(client.error());
      CHECK(server.asked_for() == "localhost");
      CHECK(server.protocol() == "http/1.1");
    }
  }
}

TEST_CASE("a handshake waits at every byte of the server's flight but the last") {
  auto const trust = trusting();
  tls_session client{trust};
  tls_server_side server{server_identity()};
  CHECK(client.handshake() == status::more);
  server.feed(outgoing(client));
  auto const flight = server.take();
  REQUIRE(flight.size() > 500);
  for (std::size_t i = 0; i + 1 < flight.size(); ++i) {
    client.feed(std::string_view{flight}.substr(i, 1));
    REQUIRE(client.handshake() == status::more);
    REQUIRE(outgoing(client).empty());
  }
  client.feed(std::string_view{flight}.substr(flight.size() - 1));
  CHECK(client.handshake() == status::established);
}

TEST_CASE("large texts pass whole in both directions, however little room there is") {
  auto const trust = trusting();
  auto const text = counted(200'000);
  for (std::size_t const room : {7U, 1000U, 16384U, 65536U, 300000U}) {
    tls_session client{trust};
    tls_server_side server{server_identity()};
    REQUIRE(shake_hands(client, server) == status::established);
    CHECK_FALSE(client.write(text));
    server.feed(outgoing(client));
    CHECK(server.read() == text);
    server.write(text);
    client.feed(server.take());
    CHECK(client.pending());
    CHECK(read_all(client, room) == text);
    CHECK_FALSE(client.pending());
    CHECK_FALSE(client.error());
  }
}

TEST_CASE("all records of one read come out together; the rest of one waits for its end") {
  auto const trust = trusting();
  tls_session client{trust};
  tls_server_side server{server_identity()};
  REQUIRE(shake_hands(client, server) == status::established);
  for (char const* const word : {"one ", "two ", "three ", "four"}) server.write(word);
  auto const bytes = server.take();
  client.feed(std::string_view{bytes}.substr(0, bytes.size() - 1));
  std::vector<char> buffer(1000);
  auto const got = client.read(buffer);
  CHECK(std::string_view{buffer.data(), got} == "one two three ");
  CHECK_FALSE(client.pending());
  CHECK(client.read(buffer) == 0);
  client.feed(std::string_view{bytes}.substr(bytes.size() - 1));
  CHECK(client.pending());
  CHECK(read_all(client, 3) == "four");
}

TEST_CASE("tickets and new keys give no text and break nothing") {
  auto const trust = trusting();
  tls_session client{trust};
  tls_server_side server{server_identity()};
  REQUIRE(shake_hands(client, server) == status::established);
  client.feed(server.take());
  std::vector<char> buffer(100);
  CHECK(client.pending());
  CHECK(client.read(buffer) == 0);
  CHECK_FALSE(client.error());
  CHECK_FALSE(client.pending());
  server.change_keys();
  client.feed(server.take());
  CHECK(read_all(client, 100) == "!");
  CHECK_FALSE(client.write("answered under new keys"));
  server.feed(outgoing(client));
  CHECK(server.read() == "answered under new keys");
}

TEST_CASE("an end is told after the last text, and said from this side too") {
  auto const trust = trusting();
  tls_session client{trust};
  tls_server_side server{server_identity()};
  std::vector<char> words(512);
  CHECK(client.goodbye(words) == 0);
  REQUIRE(shake_hands(client, server) == status::established);
  server.write("last");
  server.say_goodbye();
  client.feed(server.take());
  std::vector<char> buffer(100);
  CHECK(client.read(buffer) == 4);
  CHECK(client.pending());
  CHECK(client.read(buffer) == 0);
  CHECK(client.error() == net::tls_errc::closed);
  auto const size = client.goodbye(words);
  REQUIRE(size > 0);
  server.feed({words.data(), size});
  CHECK(server.read().empty());
  CHECK(server.said_goodbye());
}

TEST_CASE("a byte changed on its way ends the session") {
  auto const trust = trusting();
  tls_session client{trust};
  tls_server_side server{server_identity()};
  REQUIRE(shake_hands(client, server) == status::established);
  server.write("text");
  auto bytes = server.take();
  bytes.back() = static_cast<char>(bytes.back() ^ 1);
  client.feed(bytes);
  std::vector<char> buffer(100);
  CHECK(client.read(buffer) == 0);
  CHECK(client.error().message().find("TLS: decryption failed or bad record mac") == 0);
  CHECK(client.pending());
}

TEST_CASE("plain HTTP in place of a handshake is told as what it is") {
  std::string_view const answer = "HTTP/1.1 400 Bad Request\r\n\r\n";
  auto const trust = trusting();
  for (std::size_t cut = 0; cut < answer.size(); ++cut) {
    tls_session client{trust};
    CHECK(client.handshake() == status::more);
    client.feed(answer.substr(0, cut));
    static_cast<void>(client.handshake());
    client.feed(answer.substr(cut));
    CHECK(client.handshake() == status::failed);
    CHECK(client.error() == net::tls_errc::peer_speaks_plain);
  }
  tls_session other{trust};
  CHECK(other.handshake() == status::more);
  other.feed(std::string_view{"SSH-2.0-OpenSSH_9.2\r\n"});
  CHECK(other.handshake() == status::failed);
  CHECK(other.error().message() == "TLS: wrong version number");
}

TEST_CASE("TLS before 1.2 is refused") {
  auto const trust = trusting();
  tls_session client{trust};
  tls_server_side server{server_identity(), TLS1_1_VERSION};
  CHECK(shake_hands(client, server) == status::failed);
  CHECK(client.error().message() == "TLS: tlsv1 alert protocol version");
}
