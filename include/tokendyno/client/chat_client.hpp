// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/client/failure.hpp>
#include <tokendyno/client/route.hpp>
#include <tokendyno/client/shard.hpp>
#include <tokendyno/client/target.hpp>
#include <tokendyno/client/timeouts.hpp>
#include <tokendyno/net/asio.hpp>
#include <tokendyno/net/connect_any.hpp>
#include <tokendyno/net/connection.hpp>
#include <tokendyno/net/tls_error.hpp>
#include <tokendyno/net/watchdog.hpp>
#include <tokendyno/openai/chat_request.hpp>
#include <tokendyno/openai/exchange.hpp>
#include <tokendyno/record/request_record.hpp>

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace tokendyno::client {

/// One connection to a server, kept alive from request to request; one request at a time. Not thread-safe: it runs on
/// the executor it was made with. A request that fails is a record like any other, never an exception.
class chat_client {
 public:
  /// A client of its own. Looks the name of the target up, blocking. Throws `setup_error` for an unusable URL.
  chat_client(asio::any_io_executor executor, client::target target)
      : chat_client{std::make_shared<shard>(std::move(executor)),
                    std::make_shared<route>(make_route(std::move(target)))} {}

  /// A client among others of one thread.
  chat_client(std::shared_ptr<shard> common, std::shared_ptr<route> to)
      : shard_{std::move(common)},
        route_{std::move(to)},
        connection_{shard_->executor(), route_->tls},
        deadline_{shard_->watchdog(), connection_} {}

  /// Asks `request` and yields what became of it, with the answer's text. Throws `invalid_argument` for a request that
  /// cannot be put into bytes.
  asio::awaitable<record::request_record> stream(openai::chat_request request) {
    record::request_record result;
    result.max_tokens = request.max_tokens;
    result.scheduled = clock::now();
    bool const streamed = request.stream;
    auto const bytes = request_bytes(*route_, std::move(request));
    auto work = perform(bytes, result, streamed, true);
    co_await std::move(work);
    co_return result;
  }

  /// Sends `bytes`, a whole request that must live until the end, and fills `out`; `scheduled`, `index` and the like
  /// are the caller's. `stream` says what the request asks for, `keep_text` whether the answer's text is wanted.
  /// Nothing is allocated per event once the memory of `out` and of this client has grown.
  asio::awaitable<void> perform(std::string_view bytes, record::request_record& out, bool stream, bool keep_text) {
    auto sending = send(bytes, out, stream, keep_text);
    co_await std::move(sending);
    cancelled_ = false;
  }

  /// Gives the request in flight, or the next one, up: it ends as `cancelled`. The connection is closed.
  void cancel() noexcept {
    cancelled_ = true;
    connection_.close();
  }

  /// True if the last connection failed for want of something on this machine (`is_local_limit`).
  [[nodiscard]] bool exhausted() const noexcept { return exhausted_; }

  /// What the server said of itself in its last answer.
  [[nodiscard]] openai::exchange const& last_exchange() const noexcept { return exchange_; }

 private:
  static constexpr char const* given_up_words = "given up by the client";

  asio::awaitable<void> send(std::string_view bytes, record::request_record& out, bool stream, bool keep_text) {
    while (true) {
      if (route_->one_request_per_connection) connection_.close();
      out.reused_connection = connection_.is_open();
      if (!out.reused_connection) {
        auto opening = open(out);
        bool const opened = co_await std::move(opening);
        if (!opened) co_return;
      }
      stream_ = stream;
      exchange_.start(out, stream, keep_text);
      out.sent = clock::now();
      watch(out);
      auto writing = connection_.write(bytes);
      std::error_code broken = co_await std::move(writing);
      while (!broken) {
        auto waiting = connection_.readable();
        auto const waited = co_await std::move(waiting);
        broken = std::get<0>(waited);
        if (broken) break;
        auto const read = connection_.receive(shard_->buffer());
        if (read.error == asio::error::would_block) continue;
        broken = read.error;
        if (broken) break;
        if (take(read, out)) co_return;
      }
      if (!settle(broken, out)) co_return;
    }
  }

  asio::awaitable<bool> open(record::request_record& out) {
    auto const begin = clock::now();
    auto& addresses = route_->endpoints.addresses;
    if (addresses.empty()) {
      give_up(out, record::outcome::dns, route_->endpoints.error.message(), begin);
      co_return false;
    }
    auto connecting = net::connect_any(connection_, deadline_, addresses, route_->target.timeouts.connect);
    auto const result = co_await std::move(connecting);
    auto const end = clock::now();
    out.connect += end - begin;
    if (cancelled_) {
      connection_.close();
      give_up(out, record::outcome::cancelled, given_up_words, end);
      co_return false;
    }
    if (!result.error) co_return true;
    exhausted_ = is_local_limit(result.error);
    auto const why = exhausted_ ? record::outcome::cancelled : connect_failure(result.error, result.expired);
    give_up(out, why, why == record::outcome::connect_timeout ? "no connection in time" : result.error.message(), end);
    co_return false;
  }

  /// Looks at the bytes of one read; true if the request has ended.
  bool take(net::received const& read, record::request_record const& out) {
    auto const status = exchange_.feed(std::span<char const>{shard_->buffer()}.first(read.bytes), read.at);
    if (status == openai::exchange::status::more) {
      watch(out);
      return false;
    }
    deadline_.clear();
    if (!exchange_.reusable() || route_->one_request_per_connection) connection_.close();
    return true;
  }

  /// The connection ended before the answer was whole; true if the request is to be sent again.
  bool settle(std::error_code broken, record::request_record& out) {
    auto const now = clock::now();
    deadline_.clear();
    connection_.close();
    if (cancelled_) {
      exchange_.fail(record::outcome::cancelled, given_up_words, now);
    } else if (deadline_.expired()) {
      exchange_.fail(reason_, "given up: " + std::string{name(reason_)}, now);
    } else if (on_broken(out.reused_connection, exchange_.any_byte(), out.reconnects) == broken_action::reconnect) {
      ++out.reconnects;
      route_->one_request_per_connection = true;
      return true;
    } else if (broken == asio::error::eof || broken == net::tls_errc::cut) {
      exchange_.finish(now, broken == asio::error::eof);
    } else {
      // A server that wants a certificate of ours says so after its own handshake (TLS 1.3).
      bool const refused = broken.category() == net::tls_category() && !exchange_.any_byte();
      exchange_.fail(refused ? record::outcome::tls : record::outcome::reset, broken.message(), now);
    }
    return false;
  }

  void watch(record::request_record const& out) {
    auto next = next_expiry(route_->target.timeouts, out.sent, out.last, stream_);
    // Nothing that is still to come says more: a server that does not end its message keeps no request.
    if (exchange_.said_all()) next.at = std::min(next.at, clock::now() + std::chrono::seconds{1});
    reason_ = next.reason;
    deadline_.set(next.at);
  }

  static void give_up(record::request_record& out, record::outcome why, std::string words, time_point at) {
    out.outcome = why;
    out.error = std::move(words);
    out.closed = at;
  }

  std::shared_ptr<shard> shard_;
  std::shared_ptr<route> route_;
  net::connection connection_;
  net::deadline deadline_;
  openai::exchange exchange_;
  record::outcome reason_ = record::outcome::timeout_total;
  bool stream_ = true;
  bool cancelled_ = false;
  bool exhausted_ = false;
};

}  // namespace tokendyno::client
