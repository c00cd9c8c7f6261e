// SPDX-License-Identifier: MIT
#include <tokendyno/net/connection.hpp>

#include <tokendyno/http/url.hpp>
#include <tokendyno/net/connect_any.hpp>
#include <tokendyno/net/watchdog.hpp>

#include <doctest/doctest.h>

#include "support/tls_peer.hpp"

#include <atomic>
#include <chrono>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace net = tokendyno::net;
using namespace std::chrono_literals;
using support::peer;
using support::server_identity;
using support::tls_peer;

namespace {

/// A connection and what it needs; `run` connects it and goes on with `play`.
struct visit {
  asio::io_context context{1};
  std::shared_ptr<net::watchdog> dog = std::make_shared<net::watchdog>(context.get_executor());
  net::connection connection;
  net::deadline deadline{dog, connection};
  net::connect_result connected{};

  explicit visit(net::tls_options const& options = {.verify = false})
      : connection{context.get_executor(), net::make_tls_client("localhost", options)} {}

  void run(std::string const& url, std::function<asio::awaitable<void>(visit&)> play = {},
           tokendyno::duration limit = 5s, std::size_t times_listed = 1) {
    std::vector<net::endpoint> addresses(times_listed, net::resolve(tokendyno::http::parse_url(url)).addresses.at(0));
    asio::co_spawn(context, body(std::move(addresses), std::move(play), limit), [](std::exception_ptr error) {
      if (error) std::rethrow_exception(error);
    });
    context.run();
  }

 private:
  asio::awaitable<void> body(std::vector<net::endpoint> addresses, std::function<asio::awaitable<void>(visit&)> play,
                             tokendyno::duration limit) {
    auto connecting = net::connect_any(connection, deadline, addresses, limit);
    connected = co_await std::move(connecting);
    if (connected.error || !play) co_return;
    auto playing = play(*this);
    co_await std::move(playing);
  }
};

/// What `connection` reads until it ends, in pieces of at most `room`, and how that was.
struct reading {
  std::string text{};
  std::vector<net::received> pieces{};
};

asio::awaitable<void> read_to_end(net::connection& connection, std::size_t room, reading& out) {
  std::vector<char> buffer(room);
  while (true) {
    auto waiting = connection.readable();
    auto const waited = co_await std::move(waiting);
    if (std::get<0>(waited)) co_return;
    auto const read = connection.receive(buffer);
    if (read.error == asio::error::would_block) continue;
    out.pieces.push_back(read);
    if (read.error) co_return;
    out.text.append(buffer.data(), read.bytes);
  }
}

}  // namespace

TEST_CASE("nothing that has come is left lying") {
  support::scripted_server server{[](peer& raw, int) {
    tls_peer client{raw, server_identity()};
    if (!client.shake_hands()) return;
    // Several records and the end in one segment; then the socket stays open and silent.
    for (char const* const word : {"one ", "two ", "three ", "four"}) client.side().write(word);
    client.say_goodbye();
    raw.read_some();
  }};
  for (std::size_t const room : {1U, 3U, 1000U}) {
    CAPTURE(room);
    visit one;
    reading got;
    one.run(server.url(), [&](visit& v) { return read_to_end(v.connection, room, got); });
    CHECK_FALSE(one.connected.error);
    CHECK(got.text == "one two three four");
    CHECK(got.pieces.back().error == asio::error::eof);
    if (room == 1000) CHECK(got.pieces.size() == 2);
  }
}

TEST_CASE("a record that is larger than the buffer comes in pieces, all with the stamp of its last byte") {
  std::string const text(16'000, 'x');
  support::scripted_server server{[&](peer& raw, int) {
    tls_peer client{raw, server_identity()};
    if (client.shake_hands()) client.send(text);
    raw.read_some();
  }};
  visit one;
  reading got;
  one.run(server.url(), [&](visit& v) -> asio::awaitable<void> {
    auto reading = read_to_end(v.connection, 1000, got);
    v.deadline.set(tokendyno::clock::now() + 300ms);
    co_await std::move(reading);
  });
  CHECK(got.text == text);
  REQUIRE(got.pieces.size() == 16);
  for (auto const& piece : got.pieces) CHECK(piece.at == got.pieces.front().at);
}

TEST_CASE("an end without close_notify is told from a proper one") {
  support::scripted_server server{[](peer& raw, int number) {
    tls_peer client{raw, server_identity()};
    if (client.shake_hands()) client.send("text");
    if (number == 1) client.say_goodbye();
  }};
  for (bool const proper : {false, true}) {
    visit one;
    reading got;
    one.run(server.url(), [&](visit& v) { return read_to_end(v.connection, 100, got); });
    CHECK(got.text == "text");
    REQUIRE(got.pieces.size() == 2);
    CHECK(got.pieces.back().error ==
          (proper ? asio::error::make_error_code(asio::error::eof) : make_error_code(net::tls_errc::cut)));
  }
}

TEST_CASE("what is written arrives, and closing is said") {
  std::string heard;
  std::atomic<bool> said_goodbye = false;
  std::string const text(100'000, 'x');
  {
    support::scripted_server server{[&](peer& raw, int) {
      tls_peer client{raw, server_identity()};
      if (!client.shake_hands()) return;
      for (std::string bytes = raw.read_some(); !bytes.empty(); bytes = raw.read_some()) {
        client.side().feed(bytes);
        heard += client.side().read();
      }
      said_goodbye = client.side().said_goodbye();
    }};
    visit one;
    one.run(server.url(), [&](visit& v) -> asio::awaitable<void> {
      auto writing = v.connection.write(text);
      auto const error = co_await std::move(writing);
      CHECK_FALSE(error);
      v.connection.close();
    });
  }
  CHECK(heard == text);
  CHECK(said_goodbye);
}

TEST_CASE("a handshake that hangs ends in time, or when it is given up") {
  support::scripted_server server{[](peer& raw, int) {
    while (!raw.read_some().empty()) {
    }
  }};
  visit late;
  late.run(server.url(), {}, 100ms);
  CHECK(late.connected.expired);
  CHECK_FALSE(late.connection.is_open());
  CHECK(late.connected.error == asio::error::operation_aborted);

  visit given_up;
  asio::steady_timer timer{given_up.context, 50ms};
  timer.async_wait([&](asio::error_code) { given_up.connection.close(); });
  given_up.run(server.url());
  CHECK_FALSE(given_up.connected.expired);
  CHECK(given_up.connected.error == asio::error::operation_aborted);
}

TEST_CASE("a server that does not speak TLS is told as such") {
  support::scripted_server answers{[](peer& raw, int) {
    raw.read_some();
    raw.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
    raw.read_some();
  }};
  visit one;
  one.run(answers.url());
  CHECK(one.connected.error == net::tls_errc::peer_speaks_plain);

  support::scripted_server closes{[](peer& raw, int) { raw.read_some(); }};
  visit two;
  two.run(closes.url());
  CHECK(two.connected.error == net::tls_errc::cut_handshake);

  support::scripted_server resets{[](peer& raw, int) {
    raw.read_some();
    raw.reset();
  }};
  visit three;
  three.run(resets.url());
  CHECK(three.connected.error == net::tls_errc::cut_handshake);
}

TEST_CASE("a refused certificate is told to the server, and no other address is asked") {
  std::atomic<int> refused = 0;
  {
    support::scripted_server server{[&](peer& raw, int) {
      tls_peer client{raw, server_identity()};
      client.shake_hands();
      client.side().read();
      if (client.side().failed()) ++refused;
    }};
    visit one{net::tls_options{}};
    one.run(server.url(), {}, 5s, 2);
    CHECK(server.connections() == 1);
    CHECK(net::is_certificate_error(one.connected.error));
    CHECK_FALSE(one.connection.is_open());
  }
  CHECK(refused == 1);
}

TEST_CASE("the same connection can be made again") {
  support::scripted_server server{[](peer& raw, int number) {
    tls_peer client{raw, server_identity()};
    if (client.shake_hands()) client.send(std::to_string(number));
    client.say_goodbye();
  }};
  visit one;
  for (int i = 0; i < 3; ++i) {
    reading got;
    one.context.restart();
    one.run(server.url(), [&](visit& v) { return read_to_end(v.connection, 100, got); });
    CHECK(got.text == std::to_string(i));
  }
}
