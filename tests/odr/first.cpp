// SPDX-License-Identifier: MIT
#include "hostile.hpp"

#include <tokendyno/program.hpp>
#include <tokendyno/tokendyno.hpp>

/// Where the other translation unit sees the version.
char const* const* seen_by_second();

int main() { return &tokendyno::version == seen_by_second() ? 0 : 1; }
