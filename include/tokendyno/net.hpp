// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/net/asio.hpp>
#include <tokendyno/net/connect_any.hpp>
#include <tokendyno/net/connection.hpp>
#include <tokendyno/net/endpoints.hpp>
#include <tokendyno/net/watchdog.hpp>
