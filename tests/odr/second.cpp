// SPDX-License-Identifier: MIT
#include "hostile.hpp"

#include <tokendyno/program.hpp>
#include <tokendyno/tokendyno.hpp>

/// Where this translation unit sees the version: an inline variable is one object.
char const* const* seen_by_second() { return &tokendyno::version; }
