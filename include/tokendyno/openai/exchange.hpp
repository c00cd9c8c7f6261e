// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/http/response_parser.hpp>
#include <tokendyno/openai/answer_names.hpp>
#include <tokendyno/openai/chunk_parser.hpp>
#include <tokendyno/openai/error_text.hpp>
#include <tokendyno/openai/stream_tally.hpp>
#include <tokendyno/openai/verdict.hpp>
#include <tokendyno/record/request_record.hpp>
#include <tokendyno/sse/padded_buffer.hpp>
#include <tokendyno/sse/parser.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace tokendyno::openai {

/// Turns the bytes of one response into a `record::request_record`, without a socket and without a clock: the bytes of
/// each read come in with the stamp of that read.
///
/// ```
/// ex.start(record, true, false);
/// while (status == exchange::status::more) status = ex.feed(bytes_of_a_read, stamp_of_the_read);
/// ```
/// One exchange serves many requests, one after another; nothing is allocated per event once its buffers have grown.
class exchange {
 public:
  /// Where a response is.
  enum class status : std::uint8_t {
    more,      ///< it goes on: read again
    complete,  ///< the whole message has come; its outcome, good or bad, stands in the record
    failed     ///< it was given up or cut; the outcome stands in the record, the connection must be closed
  };

  /// Begins with another request. `out` must outlive the exchange of it and be fresh; only what the response tells is
  /// set: status, instants from `headers` on, tokens, reads, outcome, error, and `text` if `keep_text`.
  /// `expect_stream`: the request asked for a stream, which is what a body of an unknown media type is taken for.
  void start(record::request_record& out, bool expect_stream, bool keep_text) {
    out_ = &out;
    expect_stream_ = expect_stream;
    keep_text_ = keep_text;
    http_.reset();
    sse_.reset();
    tally_.start(out);
    body_.clear();
    body_kind_ = body_kind::unknown;
    status_ = status::more;
    malformed_ = false;
    error_event_ = false;
    ending_ = false;
    keep_alive_ = false;
    names_.clear();
    finish_word_.clear();
  }

  /// Takes the bytes of one socket read, stamped `at` when it returned. `sse::padding` bytes behind `bytes` must be
  /// readable. Bytes behind the end of the message are left alone and end the connection.
  status feed(std::span<char const> bytes, time_point at) {
    if (status_ != status::more || bytes.empty()) return status_;
    out_->bytes_received += bytes.size();
    at_ = at;
    tally_.open_read(at);
    handler h{*this};
    auto const result = http_.feed(bytes, h);
    tally_.close_read();
    if (malformed_) return give_up(record::outcome::malformed);
    if (result.status == http::message_status::failed) {
      if (decided()) return judge(false, at);
      assign_error_text(out_->error, std::string("the response is not HTTP: ").append(http_.problem()));
      return give_up(record::outcome::malformed);
    }
    if (result.status == http::message_status::more) return status_;
    keep_alive_ = http_.keep_alive() && result.used == bytes.size();
    return judge(true, at);
  }

  /// The peer has closed the connection, seen at `at`; `cleanly` is false if TLS knows that it was cut. `complete` if
  /// the response is whole, as it is where its body ends with a connection that was closed cleanly. A cut one is
  /// `failed`: outcome `reset` if it was cut before its headers, `truncated_stream` if before a finish reason and
  /// [DONE]; what had been said by then stands otherwise.
  status finish(time_point at, bool cleanly = true) {
    if (status_ != status::more) return status_;
    at_ = at;
    handler h{*this};
    bool const whole = http_.finish(h) == http::message_status::complete && cleanly;
    if (body_kind_ != body_kind::unknown) return judge(whole, at);
    assign_error_text(out_->error, "the server closed the connection before it answered");
    return give_up(record::outcome::reset);
  }

  /// The client gives up at `at`: a timeout, a broken connection, the end of the run. The outcome is `why` with
  /// `message`, unless the answer's fate was known before: [DONE], an error event, or a status other than 2xx.
  status fail(record::outcome why, std::string_view message, time_point at) {
    if (status_ != status::more) return status_;
    at_ = at;
    if (decided()) return judge(false, at);
    assign_error_text(out_->error, message);
    return give_up(why);
  }

  /// True if the message is complete and the connection may carry another request.
  [[nodiscard]] bool reusable() const noexcept { return status_ == status::complete && keep_alive_; }
  /// True once a byte of the response has come. Before, a closed connection that had served another request says
  /// nothing about this one: connect anew and send it again.
  [[nodiscard]] bool any_byte() const noexcept { return out_->bytes_received > 0; }
  /// True once a token has come.
  [[nodiscard]] bool any_token() const noexcept { return out_->last.has_value(); }
  /// True once only the end of the message is missing: after [DONE] or an error event.
  [[nodiscard]] bool said_all() const noexcept { return error_event_ || out_->done.has_value(); }
  /// Stamp of the last token; comments and other events without a token do not move it.
  [[nodiscard]] std::optional<time_point> last_token() const noexcept { return out_->last; }

  /// Status line and headers of the response.
  [[nodiscard]] http::response_head const& head() const noexcept { return http_.head(); }
  /// What the answer says of its maker: its model and the like.
  [[nodiscard]] answer_names const& names() const noexcept { return names_; }

 private:
  enum class body_kind : std::uint8_t { unknown, events, json, error };

  static constexpr std::size_t max_json = 16U << 20U;
  static constexpr std::size_t max_error = 64U << 10U;

  struct handler {
    exchange& self;
    void on_head(http::response_head const& head) noexcept { self.take_head(head); }
    void on_body(std::span<char const> bytes) noexcept { self.take_body(bytes); }
  };

  [[nodiscard]] bool decided() const noexcept { return error_event_ || out_->done || body_kind_ == body_kind::error; }

  void take_head(http::response_head const& head) {
    out_->http_status = head.status;
    out_->headers = at_;
    data_at_ = at_;
    if (head.status < 200 || head.status > 299) {
      body_kind_ = body_kind::error;
      return;
    }
    bool const events =
        has_media_type(head, "text/event-stream") || (expect_stream_ && !has_media_type(head, "application/json"));
    body_kind_ = events ? body_kind::events : body_kind::json;
    out_->streamed = events;
    if (is_encoded(head)) refuse("the body is encoded as ", head.content_encoding, ", which was not asked for");
  }

  void take_body(std::span<char const> bytes) {
    if (malformed_) return;
    if (body_kind_ != body_kind::events) {
      bool const is_error = body_kind_ == body_kind::error;
      auto const room = (is_error ? max_error : max_json) - body_.size();
      body_.append({bytes.data(), std::min(bytes.size(), room)});
      if (bytes.size() > room && !is_error) refuse("the answer is larger than 16 MiB");
      return;
    }
    data_at_ = at_;
    if (!sse_.feed(bytes, [this](sse::event const& e) { take_event(e); })) refuse("an event is larger than 16 MiB");
  }

  void take_event(sse::event const& e) {
    auto& r = *out_;
    if (malformed_) return;
    if (r.done) {
      r.data_after_done = true;
      return;
    }
    if (!e.error && e.data.find_first_not_of(' ') == std::string_view::npos) return;
    if (e.data.starts_with("[DONE]")) {
      if (!r.first_event) r.first_event = at_;
      r.done = at_;
      return;
    }
    bool const is_json = chunks_.parse(e.data, keep_text_, chunk_);
    if (!is_json && !e.error) {
      // The rest of a last event without its blank line never came: a cut stream, not a wrong one.
      if (!ending_) refuse("an event is not a JSON object: ", e.data);
      return;
    }
    if (!r.first_event) r.first_event = at_;
    if (e.error || chunk_.error) note_error(is_json ? chunk_.message : std::string_view{}, e.data);
    if (!is_json) {
      tally_.add_event();
      return;
    }
    tally_.add(chunk_);
    take_names();
    if (!chunk_.text.empty()) r.text.append(chunk_.text);
  }

  void take_names() {
    names_.take(chunk_);
    if (!record::is_success(chunk_.finish) && !chunk_.finish_word.empty()) finish_word_ = chunk_.finish_word;
  }

  void note_error(std::string_view message, std::string_view whole) {
    if (error_event_) return;
    error_event_ = true;
    assign_error_text(out_->error, message.empty() ? whole : message);
    if (chunk_.error_code >= 100 && chunk_.error_code < 600) out_->http_status = chunk_.error_code;
  }

  void refuse(std::string_view what, std::string_view detail = {}, std::string_view rest = {}) {
    if (malformed_) return;
    malformed_ = true;
    assign_error_text(out_->error, std::string(what).append(detail).append(rest));
  }

  status give_up(record::outcome why) {
    tally_.settle();
    out_->outcome = why;
    out_->closed = at_;
    return status_ = status::failed;
  }

  // The body is over, or nothing more of it will come.
  status judge(bool whole, time_point at) {
    if (body_kind_ == body_kind::events)
      judge_events(whole);
    else if (body_kind_ == body_kind::json)
      judge_json(whole);
    else
      judge_error();
    out_->closed = at;
    return status_ = whole ? status::complete : status::failed;
  }

  void judge_events(bool whole) {
    ending_ = true;
    at_ = data_at_;  // a last event without its blank line has been here since that read
    tally_.open_read(at_);
    sse_.finish([this](sse::event const& e) { take_event(e); });
    tally_.close_read();
    tally_.settle();
    judge_stream(*out_, {.whole = whole,
                         .error_event = error_event_,
                         .finish_word = finish_word_,
                         .content_type = http_.head().content_type});
  }

  void judge_json(bool whole) {
    using record::outcome;
    auto& r = *out_;
    if (!whole) return end_with(r, outcome::truncated_stream, "the answer ended in the middle of its body");
    if (body_.size() == 0) return end_with(r, outcome::empty, "an answer without a body");
    if (!chunks_.parse(body_.view(), keep_text_, chunk_)) {
      return end_with(r, outcome::malformed, std::string("the answer is not a JSON object: ").append(body_.view()));
    }
    take_names();
    if (chunk_.error) {
      note_error(chunk_.message, body_.view());
      r.outcome = outcome::in_stream_error;
      return;
    }
    r.text.append(chunk_.text);
    judge_answer(r, chunk_, at_);
  }

  void judge_error() {
    auto const& head = http_.head();
    bool const readable = body_.size() > 0 && !is_encoded(head);
    std::string_view message = readable ? body_.view() : std::string_view{};
    if (readable && chunks_.parse(message, false, chunk_) && !chunk_.message.empty()) message = chunk_.message;
    end_with(*out_, outcome_of_status(head.status), message);
    if (out_->error.empty()) assign_error_text(out_->error, "HTTP " + std::to_string(head.status));
  }

  record::request_record* out_ = nullptr;
  http::response_parser http_;
  sse::parser sse_;
  chunk_parser chunks_;
  chunk chunk_;
  stream_tally tally_;
  sse::padded_buffer body_;  // of an error, or of an answer that is no stream
  answer_names names_;
  std::string finish_word_;  // the last reason that is no success
  time_point at_{};          // stamp of the read that is being fed
  time_point data_at_{};     // stamp of the last read with body bytes
  body_kind body_kind_ = body_kind::unknown;
  status status_ = status::more;
  bool expect_stream_ = true;
  bool keep_text_ = false;
  bool malformed_ = false;
  bool error_event_ = false;
  bool ending_ = false;  // the last, unfinished event is being looked at
  bool keep_alive_ = false;
};

}  // namespace tokendyno::openai
