// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/serve/answer.hpp>
#include <tokendyno/serve/bucket_counts.hpp>
#include <tokendyno/serve/completion_request.hpp>
#include <tokendyno/serve/dialect.hpp>
#include <tokendyno/serve/engine_loop.hpp>
#include <tokendyno/serve/find_dialect.hpp>
#include <tokendyno/serve/http_response.hpp>
#include <tokendyno/serve/metrics_page.hpp>
#include <tokendyno/serve/pattern.hpp>
#include <tokendyno/serve/refusal.hpp>
#include <tokendyno/serve/server.hpp>
#include <tokendyno/serve/server_figures.hpp>
#include <tokendyno/serve/server_options.hpp>
#include <tokendyno/serve/service.hpp>
#include <tokendyno/serve/session.hpp>
