// SPDX-License-Identifier: MIT
#pragma once

// The one place that knows Asio's versions: 1.22 (Debian 12) to 1.38. Everybody else includes this header.

#include <asio/version.hpp>

#if defined(__clang__) && ASIO_VERSION < 102600 && !(defined(ASIO_HAS_CO_AWAIT) && defined(ASIO_HAS_STD_COROUTINE))
#error "Asio before 1.26 does not see Clang's coroutines: define ASIO_HAS_CO_AWAIT and ASIO_HAS_STD_COROUTINE"
#endif

#include <asio/awaitable.hpp>
#include <asio/buffer.hpp>
#include <asio/co_spawn.hpp>
#include <asio/connect.hpp>
#include <asio/detached.hpp>
#include <asio/generic/stream_protocol.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/local/stream_protocol.hpp>
#include <asio/post.hpp>
#include <asio/steady_timer.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>
#include <asio/write.hpp>

#if ASIO_VERSION >= 102300
#include <asio/as_tuple.hpp>
#else
#include <asio/experimental/as_tuple.hpp>
#endif

namespace tokendyno::net {

#if ASIO_VERSION >= 102300
inline constexpr auto as_result = asio::as_tuple(asio::use_awaitable);
#else
/// Completion token: `co_await` yields a tuple that begins with the error code instead of throwing it.
inline constexpr auto as_result = asio::experimental::as_tuple(asio::use_awaitable);
#endif

}  // namespace tokendyno::net
