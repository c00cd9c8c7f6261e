// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/error.hpp>
#include <tokendyno/core/time.hpp>
#include <tokendyno/core/units.hpp>
