// SPDX-License-Identifier: MIT
#include "hostile.hpp"

#include <tokendyno/program.hpp>
#include <tokendyno/tokendyno.hpp>

/// The version, as this translation unit sees it.
char const* seen_by_second() { return tokendyno::version; }
