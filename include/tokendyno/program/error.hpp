// SPDX-License-Identifier: MIT
#pragma once

#include <stdexcept>

namespace tokendyno::program {

/// Thrown when a program was called wrongly; `main` prints its one line and ends with status 2.
class usage_error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Thrown when the user ends a program that has nothing to keep yet; `main` ends with status 130, without a word.
class interruption : public std::runtime_error {
 public:
  interruption() : std::runtime_error{"interrupted"} {}
};

}  // namespace tokendyno::program
