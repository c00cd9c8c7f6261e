// SPDX-License-Identifier: MIT
#pragma once

#include <sys/resource.h>

namespace tokendyno::program {

/// Lets the process open as many files and sockets as the system grants it, instead of the 1024 it usually starts with:
/// each request in flight needs one.
inline void raise_file_limit() noexcept {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace tokendyno::program
