// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/text/json.hpp>
#include <tokendyno/text/number.hpp>
#include <tokendyno/text/utf8.hpp>
