// SPDX-License-Identifier: MIT
#include <tokendyno/client/chat_client.hpp>

#include <doctest/doctest.h>

#include "support/scripted_server.hpp"
#include "support/stream_text.hpp"

#include <chrono>
#include <memory>
#include <thread>
#include <vector>

namespace td = tokendyno;
using namespace std::chrono_literals;
using support::peer;
using td::record::outcome;

namespace {

using records = std::vector<td::record::request_record>;

/// One thread's clients to `url`, which learn of each other.
struct clients {
  explicit clients(std::string url) : to{std::make_shared<td::client::route>(td::client::make_route({.url = url}))} {}

  void ask_by(td::client::chat_client& one, int times) {
    asio::co_spawn(context, support::ask_in_turn(one, times, out), asio::detached);
    context.run();
    context.restart();
  }

  asio::io_context context{1};
  std::shared_ptr<td::client::shard> common = std::make_shared<td::client::shard>(context.get_executor());
  std::shared_ptr<td::client::route> to;
  records out{};
};

void answer_once(peer& client, int) {
  client.read_request();
  client.send(support::two_tokens);
}

}  // namespace

TEST_CASE("what servers send 1: a reused connection closed before the first byte is a reconnect, and is learnt from") {
  support::scripted_server server{answer_once};
  clients all{server.url()};
  td::client::chat_client first{all.common, all.to};
  td::client::chat_client second{all.common, all.to};
  all.ask_by(second, 1);  // leaves a connection that the server has closed
  all.ask_by(first, 3);
  all.ask_by(second, 1);
  REQUIRE(all.out.size() == 5);
  int reconnects = 0;
  for (auto const& each : all.out) {
    CHECK(each.completed());
    CHECK(each.error.empty());
    reconnects += each.reconnects;
  }
  CHECK(reconnects == 1);
  CHECK(all.out[2].reconnects == 1);
  // The handshake has its own phase: it is over before the send.
  for (auto const& each : all.out) {
    CHECK(each.connect > 0ns);
    CHECK(each.sent - each.scheduled >= each.connect);
  }
  CHECK(server.connections() == 5);
}

TEST_CASE(
    "what servers send 1: a reset before the first byte is a reconnect too, of a new connection it is a failure") {
  support::scripted_server rude{[](peer& client, int number) {
    client.read_request();
    client.send(support::two_tokens);
    if (number > 0) return;
    client.read_request();
    client.reset();
  }};
  clients all{rude.url()};
  td::client::chat_client one{all.common, all.to};
  all.ask_by(one, 2);
  REQUIRE(all.out.size() == 2);
  CHECK(all.out[1].completed());
  CHECK(all.out[1].reconnects == 1);

  support::scripted_server slams{[](peer& client, int) { client.read_request(); }};
  clients others{slams.url()};
  td::client::chat_client other{others.common, others.to};
  others.ask_by(other, 1);
  CHECK(others.out.at(0).outcome == outcome::reset);
  CHECK(others.out.at(0).reconnects == 0);
}

TEST_CASE("what servers send 13: pings keep no request alive that has no token") {
  support::scripted_server server{[](peer& client, int) {
    client.read_request();
    client.send(support::stream_head);
    for (int i = 0; i < 100 && client.send(support::chunk(":\n\n")); ++i) std::this_thread::sleep_for(10ms);
  }};
  clients all{server.url()};
  all.to->target.timeouts.first_token = 100ms;
  td::client::chat_client one{all.common, all.to};
  all.ask_by(one, 1);
  CHECK(all.out.at(0).outcome == outcome::timeout_first_token);
  CHECK(all.out.at(0).reads.empty());
}

TEST_CASE("a message that does not end after [DONE] or an error holds no request") {
  for (std::string const last : {"data: [DONE]\n\n", "data: {\"error\":{\"message\":\"gone\",\"code\":503}}\n\n"}) {
    support::scripted_server server{[&last](peer& client, int) {
      client.read_request();
      client.send(support::stream_head + support::text_event("a", "stop") + support::chunk(last));
      client.wait_for_client();
    }};
    clients all{server.url()};
    all.to->target.timeouts.idle = std::chrono::minutes{10};
    td::client::chat_client one{all.common, all.to};
    all.ask_by(one, 1);
    auto const& r = all.out.at(0);
    CHECK(r.outcome == (r.done ? outcome::completed : outcome::in_stream_error));
    CHECK(r.closed - *r.last < std::chrono::minutes{1});
  }
}
