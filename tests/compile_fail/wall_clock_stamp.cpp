// SPDX-License-Identifier: MIT
// Stamps are of the monotonic clock; the wall clock may be set back while a run is under way.
#include <tokendyno/record/request_record.hpp>

tokendyno::record::request_record stamped() {
  tokendyno::record::request_record record;
#ifdef REJECT
  record.first = std::chrono::system_clock::now();
#else
  record.first = std::chrono::steady_clock::now();
#endif
  return record;
}
