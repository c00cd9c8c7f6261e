// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/run/compare.hpp>
#include <tokendyno/run/machine.hpp>
#include <tokendyno/run/progress.hpp>
#include <tokendyno/run/progress_meter.hpp>
#include <tokendyno/run/request_queue.hpp>
#include <tokendyno/run/run.hpp>
#include <tokendyno/run/run_options.hpp>
#include <tokendyno/run/runner.hpp>
#include <tokendyno/run/scrape_counters.hpp>
