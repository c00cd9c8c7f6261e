// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/openai/answer_names.hpp>
#include <tokendyno/openai/chat_request.hpp>
#include <tokendyno/openai/chunk.hpp>
#include <tokendyno/openai/chunk_parser.hpp>
#include <tokendyno/openai/error_text.hpp>
#include <tokendyno/openai/exchange.hpp>
#include <tokendyno/openai/json_members.hpp>
#include <tokendyno/openai/learn.hpp>
#include <tokendyno/openai/model_list.hpp>
#include <tokendyno/openai/server_name.hpp>
#include <tokendyno/openai/stream_tally.hpp>
#include <tokendyno/openai/verdict.hpp>
