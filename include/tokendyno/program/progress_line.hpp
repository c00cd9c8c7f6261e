// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/run/progress.hpp>
#include <tokendyno/text/number.hpp>

#include <cstdio>
#include <string>
#include <utility>

#include <unistd.h>

namespace tokendyno::program {

/// `p` in words, e.g. `120/512 requests, 788.1 tok/s, p95 2.61 s, 12 s left`.
[[nodiscard]] inline std::string progress_text(progress const& p) {
  if (p.warming_up) return "warming up, " + text::fixed(seconds(p.elapsed), 0) + " s";
  auto out = std::to_string(p.done) + (p.total > 0 ? "/" + std::to_string(p.total) : "") + " requests, " +
             text::fixed(p.tokens_per_second, 1) + " tok/s";
  if (p.p95_e2e) out += ", p95 " + text::fixed(seconds(*p.p95_e2e), 2) + " s";
  if (p.failed > 0) out += ", " + std::to_string(p.failed) + " failed";
  if (p.left) out += ", " + text::fixed(seconds(*p.left), 0) + " s left";
  return out;
}

/// One line on standard error that is written over as a run goes on; silent where that is no terminal.
class progress_line {
 public:
  progress_line() : shown_{::isatty(STDERR_FILENO) == 1} {}
  progress_line(progress_line const&) = delete;
  progress_line& operator=(progress_line const&) = delete;
  ~progress_line() { clear(); }

  /// What stands before the figures from now on, e.g. `BF16, 16 in flight`.
  void label(std::string text) { label_ = std::move(text); }

  /// Writes the line anew.
  void show(progress const& p) const {
    if (shown_) std::fprintf(stderr, "\r\033[K%s: %s", label_.c_str(), progress_text(p).c_str());
  }

  /// Takes the line away.
  void clear() const {
    if (shown_) std::fputs("\r\033[K", stderr);
  }

 private:
  bool shown_;
  std::string label_ = "run";
};

}  // namespace tokendyno::program
