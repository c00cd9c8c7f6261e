// SPDX-License-Identifier: MIT
#pragma once

// What system headers and compilers do to short names: first everything we build upon, then their macros.
#include <bits/stdc++.h>

#include <llhttp.h>
#include <simdjson.h>
#include <asio.hpp>

#undef major
#undef minor
#undef linux
#undef unix
#undef signals
#undef slots
#undef emit
#define major(device) major_macro
#define minor(device) minor_macro
#define linux 1
#define unix 1
#define signals public
#define slots
#define emit
