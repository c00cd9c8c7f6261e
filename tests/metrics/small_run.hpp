// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/metrics/stream_tally.hpp>
#include <tokendyno/metrics/summarise.hpp>
#include <tokendyno/record/run_log.hpp>

#include <metrics/hand_made.hpp>

// A log and a tally of hand-made requests, seen through a window from 1 s to 3 s after `hand_made::sent`.
namespace small_run {

namespace td = tokendyno;

inline constexpr td::metrics::window window{.begin = hand_made::at(1000), .end = hand_made::at(3000)};

/// Two tokens: first token 100 ms after `sent_ms`, second 100 ms later, closed with it.
inline td::record::request_record request(double sent_ms) {
  using hand_made::at;
  td::record::request_record r;
  r.scheduled = at(sent_ms);
  r.sent = at(sent_ms);
  r.headers = at(sent_ms + 1);
  r.first = r.first_event = r.first_visible = r.answer = at(sent_ms + 100);
  r.last = r.finished = r.done = at(sent_ms + 200);
  r.closed = at(sent_ms + 200);
  r.finish = td::record::finish_reason::stop;
  r.input_tokens = 10;
  r.output_tokens = 2;
  r.tokens_from = td::record::token_source::usage;
  r.first_read_tokens = 1;
  r.content_events = r.content_reads = 2;
  r.reads = {{.at = at(sent_ms + 100), .events = 1, .choices = 1, .text = 1, .tokens = 1},
             {.at = at(sent_ms + 200), .events = 1, .choices = 1, .text = 1, .tokens = 1}};
  if (r.sent < window.begin) r.phase = td::record::phase::warmup;
  return r;
}

/// One that gave no token and ended as `how` after `lasted_ms`.
inline td::record::request_record ended(td::record::outcome how, double sent_ms, double lasted_ms) {
  td::record::request_record r;
  r.outcome = how;
  r.scheduled = r.sent = hand_made::at(sent_ms);
  r.closed = hand_made::at(sent_ms + lasted_ms);
  return r;
}

struct run {
  td::record::run_log log{.origin = hand_made::at(0)};
  td::metrics::stream_tally tally;

  void add(td::record::request_record const& r) {
    log.append(r);
    tally.add(r, window.begin, window.end);
  }
  [[nodiscard]] td::metrics::run_summary summary(td::metrics::slo const& bounds = {}, bool open_loop = false) const {
    return td::metrics::summarise(log, tally, window, bounds, open_loop);
  }
};

}  // namespace small_run
