// SPDX-License-Identifier: MIT
#pragma once

/// The only place the version is written: CMake, the Python package and the run JSON read it from here.
#define TOKENDYNO_VERSION "0.1.0"

namespace tokendyno {

/// Version of the library, as `major.minor.patch`.
inline constexpr char const* version = TOKENDYNO_VERSION;

}  // namespace tokendyno
