// SPDX-License-Identifier: MIT
// A histogram of latencies records durations.
#include <tokendyno/stats/histogram.hpp>

void fill(tokendyno::stats::histogram& itl) {
#ifdef REJECT
  itl.record(18);
#else
  itl.record(std::chrono::milliseconds{18});
#endif
}
