// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/client.hpp>
#include <tokendyno/core.hpp>
#include <tokendyno/cost.hpp>
#include <tokendyno/dataset.hpp>
#include <tokendyno/http.hpp>
#include <tokendyno/load.hpp>
#include <tokendyno/memory.hpp>
#include <tokendyno/metrics.hpp>
#include <tokendyno/net.hpp>
#include <tokendyno/openai.hpp>
#include <tokendyno/record.hpp>
#include <tokendyno/report.hpp>
#include <tokendyno/run.hpp>
#include <tokendyno/serve.hpp>
#include <tokendyno/sim.hpp>
#include <tokendyno/sse.hpp>
#include <tokendyno/stats.hpp>
#include <tokendyno/telemetry.hpp>
#include <tokendyno/text.hpp>
#include <tokendyno/version.hpp>
#include <tokendyno/workload.hpp>
