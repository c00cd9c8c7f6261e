// SPDX-License-Identifier: MIT
#pragma once

// What others' headers do to us: everything we build upon first, then macros named as functions of the standard library.
#include <bits/stdc++.h>

#include <asio.hpp>
#include <llhttp.h>
#include <simdjson.h>

#define min(a, b) (((a) < (b)) ? (a) : (b))
#define max(a, b) (((a) > (b)) ? (a) : (b))
