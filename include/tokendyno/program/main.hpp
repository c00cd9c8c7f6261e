// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/error.hpp>
#include <tokendyno/program/error.hpp>
#include <tokendyno/program/file_limit.hpp>

#include <csignal>
#include <cstdio>
#include <exception>

namespace tokendyno::program {

/// Exit codes of the programs.
enum exit_code : int {
  success = 0,
  failure = 1,        ///< the work could not be done: no server, no file, the server refused
  wrong_usage = 2,    ///< the command line is wrong
  interrupted = 130,  ///< Ctrl-C; what there was has been written
};

/// Runs `body(argc, argv)` and turns what it throws into one line on standard error and an exit code. The process may
/// have as many sockets as the system grants it, and a reader that closes standard output does not end it.
template <class Body>
int run_main(int argc, char const* const* argv, Body body) noexcept {
  std::signal(SIGPIPE, SIG_IGN);
  raise_file_limit();
  try {
    return body(argc, argv);
  } catch (interruption const&) {
    return interrupted;
  } catch (usage_error const& error) {
    std::fprintf(stderr, "error: %s\n", error.what());
    return wrong_usage;
  } catch (invalid_argument const& error) {
    std::fprintf(stderr, "error: %s\n", error.what());
    return wrong_usage;
  } catch (std::exception const& error) {
    std::fprintf(stderr, "error: %s\n", error.what());
    return failure;
  }
}

}  // namespace tokendyno::program
