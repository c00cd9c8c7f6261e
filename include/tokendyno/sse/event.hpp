// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

namespace tokendyno::sse {

/// Readable bytes behind the data of every event, so that a vectorised JSON parser may read past its end in place.
/// Whoever feeds a parser provides them behind each span; their values do not matter.
inline constexpr std::size_t padding = 64;

/// One server-sent event.
struct event {
  std::string_view data =
      {};              ///< its data lines joined by LF; valid during the callback, `padding` bytes readable behind
  bool error = false;  ///< the event was named `error`, or its data came in a field `error` as old llama.cpp sends it
};

}  // namespace tokendyno::sse
