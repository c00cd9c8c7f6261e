// SPDX-License-Identifier: MIT
#include "hostile.hpp"

#include <tokendyno/program.hpp>
#include <tokendyno/tokendyno.hpp>

/// The version, as the other translation unit sees it.
char const* seen_by_second();

int main() { return tokendyno::version == seen_by_second() ? 0 : 1; }
