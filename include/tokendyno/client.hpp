// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/client/chat_client.hpp>
#include <tokendyno/client/failure.hpp>
#include <tokendyno/client/http_get.hpp>
#include <tokendyno/client/probe.hpp>
#include <tokendyno/client/route.hpp>
#include <tokendyno/client/shard.hpp>
#include <tokendyno/client/target.hpp>
#include <tokendyno/client/timeouts.hpp>
