// SPDX-License-Identifier: MIT
// A bound has a unit: half a what?
#include <tokendyno/metrics/slo.hpp>

#ifdef REJECT
tokendyno::metrics::slo const slo{.ttft = 500};
#else
tokendyno::metrics::slo const slo{.ttft = std::chrono::milliseconds{500}};
#endif
