// SPDX-License-Identifier: MIT
#pragma once

#include <stdexcept>

namespace tokendyno {

/// Thrown on misuse: an argument outside its domain. The message names the argument and what was expected.
class invalid_argument : public std::invalid_argument {
 public:
  using std::invalid_argument::invalid_argument;
};

/// Thrown when set-up cannot proceed: a URL that does not parse, a host that does not resolve, a file without
/// documents. A failed *request* is never an exception, it is data (`record::outcome`).
class setup_error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace tokendyno
