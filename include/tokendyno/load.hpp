// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/load/closed_loop.hpp>
#include <tokendyno/load/constant.hpp>
#include <tokendyno/load/gamma.hpp>
#include <tokendyno/load/open_loop.hpp>
#include <tokendyno/load/plan.hpp>
#include <tokendyno/load/poisson.hpp>
#include <tokendyno/load/schedule.hpp>
#include <tokendyno/load/session.hpp>
#include <tokendyno/load/stop.hpp>
#include <tokendyno/load/uniform_stream.hpp>
#include <tokendyno/load/warmup.hpp>
