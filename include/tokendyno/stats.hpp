// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/stats/bucket_layout.hpp>
#include <tokendyno/stats/histogram.hpp>
#include <tokendyno/stats/quantile.hpp>
#include <tokendyno/stats/summary.hpp>
