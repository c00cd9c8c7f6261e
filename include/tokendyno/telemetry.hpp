// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/telemetry/exposition.hpp>
#include <tokendyno/telemetry/find_counters.hpp>
#include <tokendyno/telemetry/server_counters.hpp>
