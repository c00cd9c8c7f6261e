// SPDX-License-Identifier: MIT
#include <tokendyno/client/chat_client.hpp>

#include <doctest/doctest.h>

#include <client/asking.hpp>
#include <support/scripted_server.hpp>
#include <support/silent_listener.hpp>
#include <support/stream_text.hpp>

#include <chrono>
#include <exception>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <unistd.h>

namespace td = tokendyno;
using namespace std::chrono_literals;
using support::ask;
using support::peer;
using td::record::outcome;

namespace {

void answer_for_ever(peer& client, int) {
  while (!client.read_request().empty()) client.send(support::two_tokens);
}

}  // namespace

TEST_CASE("an answer becomes a record, and the connection is used again") {
  support::scripted_server server{answer_for_ever};
  auto const records = ask({.url = server.url()}, 3);
  CHECK(server.connections() == 1);
  REQUIRE(records.size() == 3);
  for (auto const& each : records) {
    CHECK(each.outcome == outcome::completed);
    CHECK(each.text == "Hello");
    CHECK(each.output_tokens == 2);
    CHECK(each.input_tokens == 5);
    REQUIRE(each.first);
    CHECK(each.scheduled <= each.sent);
    CHECK(each.sent <= *each.first);
    CHECK(*each.first <= each.closed);
  }
  CHECK_FALSE(records[0].reused_connection);
  CHECK(records[0].connect > 0ns);
  CHECK(records[1].reused_connection);
  CHECK(records[1].connect == 0ns);
}

TEST_CASE("IPv6 and Unix sockets are targets like any other") {
  support::scripted_server six{answer_for_ever, "::1"};
  CHECK(ask({.url = six.url()}).at(0).completed());
  auto const path = "/tmp/tokendyno_test_" + std::to_string(::getpid()) + ".sock";
  {
    support::scripted_server local{answer_for_ever, path};
    CHECK(ask({.url = local.url()}).at(0).completed());
    CHECK(ask({.url = local.url() + ":/v1/completions"}).at(0).completed());
  }
  ::unlink(path.c_str());
}

TEST_CASE("nobody there: refused, with the system's words") {
  std::string url;
  {
    url = support::scripted_server{answer_for_ever}.url();
  }
  auto const record = ask({.url = url}).at(0);
  CHECK(record.outcome == outcome::connect_refused);
  CHECK(record.error == "Connection refused");
  CHECK(record.http_status == 0);
  CHECK(ask({.url = "unix:/tmp/tokendyno_no_such.sock"}).at(0).outcome == outcome::connect_refused);
}

TEST_CASE("a listener that never accepts: connect timeout") {
  support::silent_listener const listener;
  auto const record = ask({.url = listener.url(), .timeouts = {.connect = 100ms}}).at(0);
  CHECK(record.outcome == outcome::connect_timeout);
  CHECK(record.connect >= 100ms);
}

TEST_CASE("an address that does not answer leaves time for the next one, which is tried first from then on") {
  support::silent_listener const silent;
  support::scripted_server server{answer_for_ever};
  asio::io_context context{1};
  auto const to = std::make_shared<td::client::route>(
      td::client::make_route({.url = silent.url(), .timeouts = {.connect = 400ms}}));
  auto const good = td::client::make_route({.url = server.url()}).endpoints.addresses.at(0);
  to->endpoints.addresses.push_back(good);
  td::client::chat_client client{std::make_shared<td::client::shard>(context.get_executor()), to};
  std::vector<td::record::request_record> records;
  asio::co_spawn(context, support::ask_in_turn(client, 1, records), asio::detached);
  context.run();
  REQUIRE(records.size() == 1);
  CHECK(records[0].completed());
  CHECK(records[0].connect >= 200ms);
  CHECK(to->endpoints.addresses.front() == good);
}

TEST_CASE("pings feed neither the wait for the first token nor the idle time") {
  auto const ping_on = [](peer& client) {
    for (int i = 0; i < 100 && client.send(support::chunk(": ping\n\n")); ++i) std::this_thread::sleep_for(10ms);
  };
  support::scripted_server silent{[&](peer& client, int) {
    client.read_request();
    client.send(support::stream_head);
    ping_on(client);
  }};
  auto const never = ask({.url = silent.url(), .timeouts = {.first_token = 100ms, .idle = 10s}}).at(0);
  CHECK(never.outcome == outcome::timeout_first_token);
  CHECK(never.headers);
  CHECK_FALSE(never.first);

  support::scripted_server stalls{[&](peer& client, int) {
    client.read_request();
    client.send(support::stream_head + support::text_event("one"));
    ping_on(client);
  }};
  auto const stalled = ask({.url = stalls.url(), .timeouts = {.first_token = 10s, .idle = 100ms}}).at(0);
  CHECK(stalled.outcome == outcome::timeout_idle);
  CHECK(stalled.first);
  CHECK(stalled.closed - *stalled.last >= 100ms);
}

TEST_CASE("tokens that go on for ever end at the total timeout") {
  support::scripted_server server{[](peer& client, int) {
    client.read_request();
    client.send(support::stream_head);
    for (int i = 0; i < 300 && client.send(support::text_event("x")); ++i) std::this_thread::sleep_for(5ms);
  }};
  auto const record = ask({.url = server.url(), .timeouts = {.idle = 10s, .total = 150ms}}).at(0);
  CHECK(record.outcome == outcome::timeout_total);
  CHECK(record.content_events > 1);
}

TEST_CASE("a server that closes after each answer costs a reconnect once, never a request") {
  support::scripted_server server{[](peer& client, int) {
    client.read_request();
    client.send(support::two_tokens);
  }};
  auto const records = ask({.url = server.url()}, 4);
  for (auto const& each : records) CHECK(each.completed());
  CHECK(records[0].reconnects == 0);
  CHECK(records[1].reconnects == 1);
  CHECK(records[1].connect > 0ns);
  CHECK(records[2].reconnects == 0);
  CHECK(records[3].reconnects == 0);
  CHECK_FALSE(records[3].reused_connection);
  CHECK(server.connections() == 4);
}

TEST_CASE("a connection that breaks in mid-answer is a reset or a cut stream") {
  support::scripted_server cut{[](peer& client, int) {
    client.read_request();
    client.send(support::stream_head + support::text_event("one"));
  }};
  auto const truncated = ask({.url = cut.url()}).at(0);
  CHECK(truncated.outcome == outcome::truncated_stream);
  CHECK(truncated.content_events == 1);

  support::scripted_server rude{[](peer& client, int) {
    client.read_request();
    client.send(support::stream_head + support::text_event("one"));
    std::this_thread::sleep_for(50ms);
    client.reset();
  }};
  CHECK(ask({.url = rude.url()}).at(0).outcome == outcome::reset);

  support::scripted_server slams{[](peer& client, int) { client.read_request(); }};
  CHECK(ask({.url = slams.url()}).at(0).outcome == outcome::reset);
}

TEST_CASE("a request in flight can be given up") {
  support::scripted_server server{[](peer& client, int) {
    client.read_request();
    client.send(support::stream_head + support::text_event("one"));
    client.wait_for_client();
  }};
  asio::io_context context{1};
  td::client::chat_client client{context.get_executor(), {.url = server.url()}};
  std::vector<td::record::request_record> records;
  asio::co_spawn(context, support::ask_in_turn(client, 1, records), asio::detached);
  asio::steady_timer timer{context, 50ms};
  timer.async_wait([&](asio::error_code) { client.cancel(); });
  context.run();
  REQUIRE(records.size() == 1);
  CHECK(records[0].outcome == outcome::cancelled);
  CHECK(records[0].error == "given up by the client");
  CHECK(records[0].content_events == 1);
}

TEST_CASE("a refusal keeps the server's own words") {
  std::string const body = R"({"error":{"message":"The model `m` does not exist","code":404}})";
  support::scripted_server server{[&](peer& client, int) {
    client.read_request();
    client.send("HTTP/1.1 404 Not Found\r\nContent-Type: application/json\r\nContent-Length: " +
                std::to_string(body.size()) + "\r\n\r\n" + body);
  }};
  auto const record = ask({.url = server.url()}).at(0);
  CHECK(record.outcome == outcome::http_4xx);
  CHECK(record.http_status == 404);
  CHECK(record.error == "The model `m` does not exist");
}

TEST_CASE("a host that is unknown is an outcome too") {
  asio::io_context context{1};
  auto const to = std::make_shared<td::client::route>(td::client::make_route({.url = "http://127.0.0.1:1"}));
  to->endpoints = {.error = asio::error::host_not_found};
  td::client::chat_client client{std::make_shared<td::client::shard>(context.get_executor()), to};
  std::vector<td::record::request_record> records;
  asio::co_spawn(context, support::ask_in_turn(client, 1, records), asio::detached);
  context.run();
  REQUIRE(records.size() == 1);
  CHECK(records[0].outcome == outcome::dns);
  CHECK(records[0].error == "Host not found (authoritative)");
}
