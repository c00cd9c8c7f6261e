// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/sse/event.hpp>
#include <tokendyno/sse/padded_buffer.hpp>

#include <concepts>
#include <cstddef>
#include <cstring>
#include <span>
#include <string_view>
#include <utility>

namespace tokendyno::sse {

/// Limits of a parser.
struct parser_options {
  std::size_t max_event = 16U << 20U;  ///< bytes of one line and of one event's data
};

/// Cuts a byte stream into server-sent events (WHATWG HTML, §9.2 "Server-sent events"), however it is split into reads.
///
/// Lines end with CR, LF or CRLF; a byte order mark at the beginning, comments and the fields `id` and `retry` are
/// skipped. Beyond the standard: a last event without its blank line is not lost, see `finish`; a field `error` counts
/// as data of an error; an event named `error` is dispatched even without data.
///
/// An event that lies whole in one span is handed out in place; one that is split over spans or has several data lines
/// is gathered in buffers that are reused, so that nothing is allocated per event once they have grown.
class parser {
 public:
  parser() = default;
  /// A parser with other limits.
  explicit parser(parser_options options) noexcept : options_(options) {}

  /// Ready for another stream; keeps its memory.
  void reset() noexcept {
    line_.clear();
    forget_event();
    first_line_ = true;
    after_cr_ = false;
    too_large_ = false;
  }

  /// Takes the next bytes and calls `sink(event const&)` for each event they complete. `padding` bytes behind `bytes`
  /// must be readable. False once a line or an event was larger than the limit; nothing is parsed from then on until
  /// `reset`. `sink` must not use this parser.
  template <std::invocable<event const&> Sink>
  bool feed(std::span<char const> bytes, Sink&& sink) {
    char const* at = bytes.data();
    char const* const end = at + bytes.size();
    if (at == end || too_large_) return !too_large_;
    if (std::exchange(after_cr_, false) && *at == '\n') ++at;

    char const* next_lf = nullptr;  // remembered, so that a stream of bare CRs is not scanned to its end once a line
    while (at != end) {
      if (next_lf == nullptr || next_lf < at) next_lf = find(at, end, '\n');
      char const* const line_end = find(at, next_lf, '\r');
      std::string_view const piece(at, static_cast<std::size_t>(line_end - at));
      if (line_.size() + piece.size() > options_.max_event) return refuse();
      if (line_end == end) {
        line_.append(piece);
        break;
      }
      at = line_end + 1;
      if (*line_end == '\r') {
        if (at == end)
          after_cr_ = true;
        else if (*at == '\n')
          ++at;
      }
      if (line_.size() == 0) {
        take(piece, true, sink);
      } else {
        line_.append(piece);
        take(line_.view(), false, sink);
        line_.clear();
      }
      if (too_large_) return false;
    }
    if (borrowed_) hold(data_);
    return true;
  }

  /// The stream has ended: calls `sink` for an event that lacks its blank line. The standard drops such an event, but
  /// servers were seen to end with a bare `data: [DONE]`. Then ready for another stream.
  template <std::invocable<event const&> Sink>
  void finish(Sink&& sink) {
    if (!too_large_) {
      if (line_.size() > 0) take(line_.view(), true, sink);
      if (!too_large_) dispatch(sink);
    }
    reset();
  }

 private:
  static char const* find(char const* begin, char const* end, char c) noexcept {
    auto const* const found = std::memchr(begin, c, static_cast<std::size_t>(end - begin));
    return found == nullptr ? end : static_cast<char const*>(found);
  }

  bool refuse() noexcept {
    too_large_ = true;
    return false;
  }

  void forget_event() noexcept {
    data_ = {};
    data_lines_ = 0;
    borrowed_ = false;
    named_error_ = false;
    error_field_ = false;
  }

  // Copies the only data line so far out of memory that is about to change.
  void hold(std::string_view data) {
    held_.clear();
    held_.append(data);
    data_ = held_.view();
    borrowed_ = false;
  }

  // `stays`: the line's memory stays as it is until the end of this call of feed or finish.
  template <class Sink>
  void take(std::string_view line, bool stays, Sink& sink) {
    if (std::exchange(first_line_, false) && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
    if (line.empty()) return dispatch(sink);
    auto const colon = line.find(':');
    auto const field = line.substr(0, colon);
    auto value = colon == std::string_view::npos ? std::string_view{} : line.substr(colon + 1);
    if (value.starts_with(' ')) value.remove_prefix(1);
    if (field == "data") {
      add(value, stays);
    } else if (field == "error") {
      error_field_ = true;
      add(value, stays);
    } else if (field == "event") {
      named_error_ = value == "error";
    }
  }

  void add(std::string_view value, bool stays) {
    if (data_.size() + value.size() > options_.max_event) {
      too_large_ = true;
      return;
    }
    ++data_lines_;
    if (data_lines_ > 1) {
      if (data_lines_ == 2) {
        joined_.clear();
        joined_.append(data_);
      }
      joined_.append("\n");
      joined_.append(value);
      data_ = joined_.view();
      borrowed_ = false;
    } else if (stays) {
      data_ = value;
      borrowed_ = true;
    } else {
      // The line's buffer becomes the held one, so that a line split over reads is copied once.
      data_ = value;
      std::swap(line_, held_);
      borrowed_ = false;
    }
  }

  template <class Sink>
  void dispatch(Sink& sink) {
    bool const error = named_error_ || error_field_;
    if (data_lines_ > 0 || error) sink(event{data_, error});
    forget_event();
  }

  parser_options options_;
  padded_buffer line_;    // beginning of a line whose end has not come
  padded_buffer held_;    // the only data line of an event whose blank line has not come
  padded_buffer joined_;  // several data lines of an event
  std::string_view data_;
  std::size_t data_lines_ = 0;
  bool borrowed_ = false;  // data_ lies in the span that is being fed
  bool named_error_ = false;
  bool error_field_ = false;
  bool first_line_ = true;
  bool after_cr_ = false;
  bool too_large_ = false;
};

}  // namespace tokendyno::sse
