// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/http/header.hpp>

#include <llhttp.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace tokendyno::http {

/// Where a parser is in a message.
enum class message_status : std::uint8_t {
  more,      ///< the message goes on
  complete,  ///< the message is whole
  failed,    ///< the bytes are not HTTP, or end too early; `problem()` says why
};

/// What a parser did with the bytes it was given.
struct parse_result {
  message_status status = message_status::more;
  std::size_t used = 0;  ///< bytes taken; fewer than given only if the message ended before
};

/// Parses one HTTP/1 message after another with llhttp, body bytes in place (RFC 9112).
///
/// `Head` keeps what is wanted of the start line and of the headers: `clear()`, `value_of(name)` with the address of
/// the string for a header or nullptr, `begin(llhttp_t&)` once the headers are complete, false to skip an interim
/// message. Nothing is allocated per message once the strings have grown.
template <llhttp_type_t Type, class Head>
class message_parser {
 public:
  message_parser() noexcept { llhttp_init(&parser_, Type, nullptr); }

  /// Ready for the next message.
  void reset() noexcept {
    llhttp_reset(&parser_);
    head_.clear();
    name_.clear();
    value_ = nullptr;
    head_bytes_ = 0;
    complete_ = false;
    keep_alive_ = false;
    interim_ = false;
  }

  /// Takes the next bytes. Calls `handler.on_head(head)` once, then `handler.on_body(std::span<char const>)` for each
  /// piece of the body; neither may throw. A message that follows in the same bytes is not touched: `reset`, then feed
  /// the rest.
  template <class Handler>
  parse_result feed(std::span<char const> bytes, Handler& handler) noexcept {
    return run(
        handler, bytes.size(), [&] { return llhttp_execute(&parser_, bytes.data(), bytes.size()); }, bytes.data());
  }

  /// The peer has closed its side: `complete` if the message is whole, also one whose body ends with the connection,
  /// else `failed`.
  template <class Handler>
  message_status finish(Handler& handler) noexcept {
    if (complete_) return message_status::complete;
    auto const result = run(handler, 0, [&] { return llhttp_finish(&parser_); }, nullptr);
    return result.status == message_status::complete ? message_status::complete : message_status::failed;
  }

  /// Start line and headers of the message.
  [[nodiscard]] Head const& head() const noexcept { return head_; }
  /// True if the connection may carry another message after this one; known once it is complete.
  [[nodiscard]] bool keep_alive() const noexcept { return keep_alive_; }
  /// llhttp's word for what is wrong with the bytes.
  [[nodiscard]] std::string_view problem() const noexcept {
    auto const* const reason = llhttp_get_error_reason(&parser_);
    return reason == nullptr ? std::string_view{"the message is cut"} : std::string_view{reason};
  }

 private:
  static constexpr std::size_t max_head_bytes = 64U << 10U;

  template <class Handler>
  struct call {
    message_parser& self;
    Handler& handler;
    static call& of(llhttp_t* p) noexcept { return *static_cast<call*>(p->data); }
  };

  template <class Handler, class Step>
  parse_result run(Handler& handler, std::size_t size, Step step, char const* begin) noexcept {
    if (complete_) return {message_status::complete, 0};
    call<Handler> current{*this, handler};
    parser_.data = &current;
    parser_.settings = const_cast<llhttp_settings_t*>(&settings<Handler>());
    auto const error = step();
    parser_.data = nullptr;
    if (complete_) {
      auto const* const stop = begin == nullptr || error == HPE_OK ? nullptr : llhttp_get_error_pos(&parser_);
      return {message_status::complete, stop == nullptr ? size : static_cast<std::size_t>(stop - begin)};
    }
    return {error == HPE_OK ? message_status::more : message_status::failed, size};
  }

  int grow(std::string* text, char const* at, std::size_t size) {
    head_bytes_ += size;
    if (head_bytes_ > max_head_bytes) {
      llhttp_set_error_reason(&parser_, "the headers are larger than 64 KiB");
      return HPE_USER;
    }
    if (text != nullptr) text->append(at, size);
    return HPE_OK;
  }

  template <class Handler>
  static llhttp_settings_t const& settings() noexcept {
    static llhttp_settings_t const table = [] {
      using of = call<Handler>;
      llhttp_settings_t s;
      llhttp_settings_init(&s);
      s.on_message_begin = [](llhttp_t* p) noexcept -> int {
        of::of(p).self.head_.clear();
        return HPE_OK;
      };
      s.on_url = [](llhttp_t* p, char const* at, std::size_t size) noexcept -> int {
        auto& self = of::of(p).self;
        return self.grow(self.head_.value_of(":path"), at, size);
      };
      s.on_header_field = [](llhttp_t* p, char const* at, std::size_t size) noexcept -> int {
        return of::of(p).self.grow(&of::of(p).self.name_, at, size);
      };
      s.on_header_field_complete = [](llhttp_t* p) noexcept -> int {
        auto& self = of::of(p).self;
        self.value_ = self.head_.value_of(self.name_);
        if (self.value_ != nullptr) self.value_->clear();
        self.name_.clear();
        return HPE_OK;
      };
      s.on_header_value = [](llhttp_t* p, char const* at, std::size_t size) noexcept -> int {
        auto& self = of::of(p).self;
        return self.grow(self.value_, at, size);
      };
      s.on_headers_complete = [](llhttp_t* p) noexcept -> int {
        auto& c = of::of(p);
        c.self.interim_ = !c.self.head_.begin(*p);
        if (!c.self.interim_) c.handler.on_head(c.self.head_);
        return HPE_OK;
      };
      s.on_body = [](llhttp_t* p, char const* at, std::size_t size) noexcept -> int {
        of::of(p).handler.on_body(std::span<char const>(at, size));
        return HPE_OK;
      };
      s.on_message_complete = [](llhttp_t* p) noexcept -> int {
        auto& self = of::of(p).self;
        if (self.interim_) return HPE_OK;
        self.complete_ = true;
        self.keep_alive_ = llhttp_should_keep_alive(p) != 0;
        return HPE_PAUSED;
      };
      return s;
    }();
    return table;
  }

  llhttp_t parser_;
  Head head_;
  std::string name_;
  std::string* value_ = nullptr;  // nullptr: the header is not wanted
  std::size_t head_bytes_ = 0;
  bool complete_ = false;
  bool keep_alive_ = false;
  bool interim_ = false;
};

}  // namespace tokendyno::http
