// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/sim/batch.hpp>
#include <tokendyno/sim/closed_loop.hpp>
#include <tokendyno/sim/closed_loop_result.hpp>
#include <tokendyno/sim/engine.hpp>
#include <tokendyno/sim/gauges.hpp>
#include <tokendyno/sim/profile.hpp>
#include <tokendyno/sim/request.hpp>
#include <tokendyno/sim/roofline.hpp>
#include <tokendyno/sim/scheduler.hpp>
#include <tokendyno/sim/step_time.hpp>
