// SPDX-License-Identifier: MIT
#pragma once

#include <stdexcept>

namespace tokendyno::program {

/// Thrown when a program was called wrongly; `main` prints its one line and ends with status 2.
class usage_error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace tokendyno::program
