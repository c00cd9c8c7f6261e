// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/sse/event.hpp>
#include <tokendyno/sse/padded_buffer.hpp>
#include <tokendyno/sse/parser.hpp>
