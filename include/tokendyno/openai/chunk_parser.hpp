// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/openai/chunk.hpp>
#include <tokendyno/openai/detail/json_walk.hpp>
#include <tokendyno/sse/event.hpp>

#include <simdjson.h>

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace tokendyno::openai {

/// Reads the few members of an OpenAI-style JSON object that a measurement needs, in one pass and in any order. One
/// parser serves many objects; nothing is allocated per object once its buffers have grown.
class chunk_parser : private detail::json_walk {
 public:
  /// Reads `json`, behind which `sse::padding` bytes must be readable. False if it is not a JSON object; `problem()`
  /// says why. Members of an unexpected type are taken for absent. `with_text`: fill `chunk.text`.
  [[nodiscard]] bool parse(std::string_view json, bool with_text, chunk& out) {
    static_assert(simdjson::SIMDJSON_PADDING <= sse::padding);
    out = chunk{};
    with_text_ = with_text;
    error_ = read(json, out);
    return error_ == simdjson::SUCCESS;
  }

  /// What was wrong with the last object.
  [[nodiscard]] std::string_view problem() const noexcept { return simdjson::error_message(error_); }

 private:
  static void note(chunk& out, content_kind kind) noexcept {
    if (out.content == content_kind::none || kind < out.content) out.content = kind;
  }

  // What one choice says before it is known to be the first, and whether an empty text stands alone.
  struct choice_text {
    std::string_view text = {};
    bool empty = false;
    bool role = false;
  };

  // Answer text: an event may hold a choice other than the first, whose text is not kept.
  void take_text(value& v, chunk& out, choice_text& choice) const {
    if (!with_text_) {
      key raw;
      if (v.get_raw_json_string().get(raw) != simdjson::SUCCESS) return;
      choice.empty = *raw.raw() == '"';
      if (!choice.empty) note(out, content_kind::text);
      return;
    }
    auto const error = v.get_string().get(choice.text);
    choice.empty = error == simdjson::SUCCESS && choice.text.empty();
    if (!choice.text.empty() || error == simdjson::STRING_ERROR) note(out, content_kind::text);
  }

  error_code read(std::string_view json, chunk& out) {
    simdjson::ondemand::document document;
    object members;
    if (auto const e = parser_.iterate(json.data(), json.size(), json.size() + sse::padding).get(document)) return e;
    if (auto const e = document.get_object().get(members)) return e;
    bool object_is_error = false;
    std::string_view message;
    int code_beside = 0;
    auto const e = each(members, [&](key name, value& v) {
      if (is(name, "choices")) {
        return each_element(v, [&](value& choice) {
          out.has_choices = true;
          return read_choice(choice, out);
        });
      }
      if (is(name, "usage")) return read_usage(v, out);
      if (is(name, "timings")) return read_timings(v, out);
      if (is(name, "id"))
        out.id = string(v);
      else if (is(name, "model"))
        out.model = string(v);
      else if (is(name, "system_fingerprint"))
        out.system_fingerprint = string(v);
      else if (is(name, "object"))
        object_is_error = string(v) == "error";
      else if (is(name, "error"))
        return read_error(v, out);
      else if (is(name, "message"))
        message = string(v);
      else if (is(name, "code"))
        code_beside = code(v);
      else if (is(name, "detail"))
        return read_detail(v, message);
      return simdjson::SUCCESS;
    });
    if (out.message.empty()) out.message = message;
    if (object_is_error) {
      out.error = true;
      if (out.error_code == 0) out.error_code = code_beside;
    }
    if (e != simdjson::SUCCESS) return e;
    bool const at_end = document.current_location().error() == simdjson::OUT_OF_BOUNDS;
    return at_end ? simdjson::SUCCESS : simdjson::TRAILING_CONTENT;
  }

  error_code read_choice(value& choice, chunk& out) const {
    std::uint32_t index = 0;
    choice_text said;
    auto const e = each(choice, [&](key name, value& v) {
      if (is(name, "delta") || is(name, "message")) return read_delta(v, out, said);
      if (is(name, "token_ids")) {
        return each_element(v, [&](value&) {
          ++out.token_ids;
          return simdjson::SUCCESS;
        });
      }
      if (is(name, "text"))
        take_text(v, out, said);
      else if (is(name, "index"))
        index = count(v).value_or(0);
      else if (is(name, "finish_reason"))
        read_finish(v, out);
      return simdjson::SUCCESS;
    });
    if (index == 0 && !said.text.empty()) out.text = said.text;
    out.choice = std::max(out.choice, index);
    out.blank = out.blank || (said.empty && !said.role);
    return e;
  }

  error_code read_delta(value& delta, chunk& out, choice_text& said) const {
    return each(delta, [&](key name, value& v) {
      if (is(name, "content")) {
        take_text(v, out, said);
      } else if (is(name, "role")) {
        said.role = true;
      } else if (is(name, "reasoning") || is(name, "reasoning_content")) {
        if (has_characters(v)) note(out, content_kind::reasoning);
      } else if (is(name, "refusal")) {
        if (has_characters(v)) note(out, content_kind::refusal);
      } else if (is(name, "tool_calls")) {
        return each_element(v, [&](value& tool_call) {
          return each(tool_call, [&](key part, value& w) {
            return is(part, "function") ? read_function(w, out) : simdjson::SUCCESS;
          });
        });
      }
      return simdjson::SUCCESS;
    });
  }

  static error_code read_function(value& function, chunk& out) {
    return each(function, [&](key name, value& v) {
      if ((is(name, "name") || is(name, "arguments")) && has_characters(v)) note(out, content_kind::tool);
      return simdjson::SUCCESS;
    });
  }

  // With several choices the reason that is no success wins.
  static void read_finish(value& v, chunk& out) {
    auto const word = string(v);
    auto const reason = record::parse_finish_reason(word);
    if (reason == record::finish_reason::none) return;
    if (out.finish != record::finish_reason::none && record::is_success(reason)) return;
    out.finish = reason;
    out.finish_word = word;
  }

  static error_code read_usage(value& usage, chunk& out) {
    return each(usage, [&](key name, value& v) {
      if (is(name, "prompt_tokens"))
        out.prompt_tokens = count(v);
      else if (is(name, "completion_tokens"))
        out.completion_tokens = count(v);
      return simdjson::SUCCESS;
    });
  }

  static std::optional<duration> span_in_ms(value& v) {
    double ms = 0;
    constexpr double longest = 1e12;  // 31 years
    if (v.get_double().get(ms) != simdjson::SUCCESS || !(ms >= 0 && ms <= longest)) return std::nullopt;
    return from_seconds(ms * 1e-3);
  }

  static error_code read_timings(value& timings, chunk& out) {
    return each(timings, [&](key name, value& v) {
      if (is(name, "cache_n"))
        out.timings.cached_tokens = count(v);
      else if (is(name, "prompt_n"))
        out.timings.prompt_tokens = count(v);
      else if (is(name, "prompt_ms"))
        out.timings.prompt = span_in_ms(v);
      else if (is(name, "predicted_n"))
        out.timings.predicted_tokens = count(v);
      else if (is(name, "predicted_ms"))
        out.timings.predicted = span_in_ms(v);
      return simdjson::SUCCESS;
    });
  }

  static error_code read_error(value& v, chunk& out) {
    std::string_view word;
    if (v.get_string().get(word) == simdjson::SUCCESS) {
      out.error = !word.empty();
      out.message = word;
      return simdjson::SUCCESS;
    }
    object members;
    if (v.get_object().get(members) != simdjson::SUCCESS) return simdjson::SUCCESS;
    out.error = true;
    return each(members, [&](key name, value& w) {
      if (is(name, "message"))
        out.message = string(w);
      else if (is(name, "code"))
        out.error_code = code(w);
      return simdjson::SUCCESS;
    });
  }

  // FastAPI: a string, or a list of complaints with a `msg` each.
  static error_code read_detail(value& v, std::string_view& message) {
    std::string_view text;
    if (v.get_string().get(text) == simdjson::SUCCESS) {
      message = text;
      return simdjson::SUCCESS;
    }
    return each_element(v, [&](value& complaint) {
      return each(complaint, [&](key name, value& w) {
        if (is(name, "msg") && message.empty()) message = string(w);
        return simdjson::SUCCESS;
      });
    });
  }

  simdjson::ondemand::parser parser_;
  error_code error_ = simdjson::SUCCESS;
  bool with_text_ = false;
};

}  // namespace tokendyno::openai
