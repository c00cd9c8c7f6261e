// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/http/header.hpp>
#include <tokendyno/http/message_parser.hpp>
#include <tokendyno/http/request.hpp>
#include <tokendyno/http/request_parser.hpp>
#include <tokendyno/http/response_parser.hpp>
#include <tokendyno/http/url.hpp>
