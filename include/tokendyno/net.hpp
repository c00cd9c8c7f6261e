// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/net/asio.hpp>
#include <tokendyno/net/connect_any.hpp>
#include <tokendyno/net/connection.hpp>
#include <tokendyno/net/endpoints.hpp>
#include <tokendyno/net/tls_client.hpp>
#include <tokendyno/net/tls_error.hpp>
#include <tokendyno/net/tls_options.hpp>
#include <tokendyno/net/tls_session.hpp>
#include <tokendyno/net/watchdog.hpp>
