// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/cost/amortised.hpp>
#include <tokendyno/cost/breakeven.hpp>
#include <tokendyno/cost/deployment.hpp>
#include <tokendyno/cost/energy.hpp>
#include <tokendyno/cost/per_token.hpp>
#include <tokendyno/cost/price.hpp>
#include <tokendyno/cost/replicas.hpp>
#include <tokendyno/cost/throughput.hpp>
