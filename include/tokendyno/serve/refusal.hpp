// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/serve/dialect.hpp>
#include <tokendyno/serve/http_response.hpp>
#include <tokendyno/serve/pattern.hpp>

#include <string>
#include <string_view>

namespace tokendyno::serve {

/// A request that is refused before a token is made; how that is told is the dialect's.
struct refusal {
  refusal_cause cause = &refusal_shapes::bad_value;
  std::string param = {};   ///< the member at fault
  std::string value = {};   ///< what it was, if that matters
  std::string reason = {};  ///< in our words, for dialects that have none of their own
};

/// The body of a refusal of this shape. `known` are the values that the message may name, as they are.
[[nodiscard]] inline std::string refusal_body(dialect const& how, refusal_shape const& shape, values known) {
  known.set("status", std::to_string(shape.status)).set("type", std::string{shape.type});
  known.set("at", known.filled(shape.param)).set_text("message", known.filled(shape.message));
  return known.filled(shape.body.empty() ? how.error_body : shape.body);
}

/// The whole response to a refused request. `known` are the values that message and head may name.
[[nodiscard]] inline std::string refusal_response(dialect const& how, refusal const& why, bool streamed, values known) {
  refusal_shape const& shape = how.refusals.*why.cause;
  known.set("param", why.param).set("value", why.value).set("reason", why.reason);
  auto const body = refusal_body(how, shape, known);
  if (!streamed || shape.streamed == refusal_shape::place::status_line) {
    return http_response(how, shape.status, shape.media, body, known);
  }
  auto out = response_head(200, how.stream_head, known);
  if (shape.streamed == refusal_shape::place::event) {
    append_chunk(out, "data: " + body + "\n\n");
    if (how.says_done) append_chunk(out, "data: [DONE]\n\n");
  }
  return out.append(last_chunk);
}

}  // namespace tokendyno::serve
