// SPDX-License-Identifier: MIT
#pragma once

#include <csignal>
#include <ctime>
#include <stop_token>
#include <thread>

#include <pthread.h>

namespace tokendyno::program {

/// Turns Ctrl-C (SIGINT) and SIGTERM into a request to stop, as long as it lives; a second one ends the process.
/// Make it first in `main`, before any other thread starts: threads inherit the blocked signals.
class interrupt {
 public:
  interrupt() {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGINT);
    sigaddset(&signals_, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
    listener_ = std::jthread{[this](std::stop_token const& done) { listen(done); }};
  }
  interrupt(interrupt const&) = delete;
  interrupt& operator=(interrupt const&) = delete;
  ~interrupt() {
    listener_.request_stop();
    listener_.join();
    pthread_sigmask(SIG_UNBLOCK, &signals_, nullptr);
  }

  /// Stops when the user asks; hand it to `run_options::interrupt`.
  [[nodiscard]] std::stop_token token() const { return source_.get_token(); }

  /// True once the user has asked.
  [[nodiscard]] bool requested() const { return source_.stop_requested(); }

 private:
  void listen(std::stop_token const& done) {
    while (!done.stop_requested()) {
      timespec const pause{0, 50'000'000};
      int const signal = sigtimedwait(&signals_, nullptr, &pause);
      if (signal <= 0) continue;
      if (source_.stop_requested()) {
        std::signal(signal, SIG_DFL);
        sigset_t only;
        sigemptyset(&only);
        sigaddset(&only, signal);
        pthread_sigmask(SIG_UNBLOCK, &only, nullptr);
        std::raise(signal);
      }
      source_.request_stop();
    }
  }

  sigset_t signals_{};
  std::stop_source source_;
  std::jthread listener_;
};

}  // namespace tokendyno::program
