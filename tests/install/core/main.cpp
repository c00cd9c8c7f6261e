// SPDX-License-Identifier: MIT
// Every pure layer, in an environment where no other library can be included.
#include <tokendyno/core.hpp>
#include <tokendyno/cost.hpp>
#include <tokendyno/load.hpp>
#include <tokendyno/memory.hpp>
#include <tokendyno/metrics.hpp>
#include <tokendyno/record.hpp>
#include <tokendyno/report.hpp>
#include <tokendyno/sim.hpp>
#include <tokendyno/sse.hpp>
#include <tokendyno/stats.hpp>
#include <tokendyno/version.hpp>
#include <tokendyno/workload.hpp>

#include <cstdio>

int main() { return std::printf("tokendyno %s, core alone\n", tokendyno::version) > 0 ? 0 : 1; }
