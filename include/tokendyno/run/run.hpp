// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/client/probe.hpp>
#include <tokendyno/client/route.hpp>
#include <tokendyno/core/error.hpp>
#include <tokendyno/load/plan.hpp>
#include <tokendyno/load/warmup.hpp>
#include <tokendyno/metrics/limits.hpp>
#include <tokendyno/metrics/meets.hpp>
#include <tokendyno/metrics/notes.hpp>
#include <tokendyno/metrics/run_result.hpp>
#include <tokendyno/metrics/run_totals.hpp>
#include <tokendyno/metrics/summarise.hpp>
#include <tokendyno/run/machine.hpp>
#include <tokendyno/run/run_options.hpp>
#include <tokendyno/run/runner.hpp>
#include <tokendyno/run/scrape_counters.hpp>

#include <memory>
#include <optional>
#include <variant>

namespace tokendyno {

namespace detail {

/// What was asked, as plain values.
inline metrics::run_settings settings_of(run_options const& options, client::route const& to) {
  metrics::run_settings settings{.url = options.target.url,
                                 .model = to.target.model,
                                 .endpoint = to.endpoint == openai::endpoint::chat ? "chat" : "completions",
                                 .stream = options.request.stream,
                                 .open_loop = load::is_open(options.load),
                                 .load = load::describe(options.load),
                                 .workload = options.workload.description,
                                 .max_tokens = options.workload.output_tokens,
                                 .input_tokens = options.workload.input_tokens,
                                 .warmup_requests = load::resolved(options.warmup, options.load).requests.value_or(0),
                                 .stop_requests = options.stop.requests.value_or(0),
                                 .stop_after = options.stop.after,
                                 .temperature = options.request.temperature,
                                 .seed = options.request.seed,
                                 .min_tokens = options.request.min_tokens,
                                 .ignore_eos = options.request.ignore_eos,
                                 .extra_body = options.request.extra_body,
                                 .slo = options.slo};
  if (auto const* const closed = std::get_if<load::closed_loop>(&options.load)) {
    settings.concurrency = closed->concurrency;
  } else {
    settings.rate = load::rate(std::get<load::open_loop>(options.load));
  }
  return settings;
}

}  // namespace detail

/// Puts a load on a server and yields what came of it, with every request accounted for. Blocks until the last request
/// has ended, on the calling thread alone; several runs may go on at once on several threads.
///
/// The server is asked for its models, version and counters first, and for its counters again at the end; a target
/// without a model gets the first of them. A server that cannot be reached yields a result full of `connect_refused`.
/// Throws `setup_error` for a URL that cannot be used, `invalid_argument` for options outside their domain, and what
/// the workload throws.
[[nodiscard]] inline metrics::run_result run(run_options options) {
  if (!options.request.stream && metrics::needs_streaming(options.slo)) {
    throw invalid_argument{"slo.ttft, slo.ttfa: expected request.stream, an answer in one piece has no first token"};
  }
  auto to = std::make_shared<client::route>(client::make_route(options.target));
  auto const probed = client::probe(*to, options.interrupt);
  if (to->target.model.empty()) to->target.model = probed.facts.model;

  bool const scrape = options.scrape_metrics && probed.error.empty();
  auto const before = scrape ? scrape_counters(*to, options.interrupt) : std::nullopt;

  metrics::run_result result;
  result.environment = describe_machine();
  result.server = probed.facts;
  result.settings = detail::settings_of(options, *to);
  runner{options, to}.run(result);
  if (before && !result.interrupted)
    result.server_growth = settled_growth(*to, *before, metrics::total(result.log), options.interrupt);
  result.summary =
      metrics::summarise(result.log, result.streams, result.window, options.slo, result.settings.open_loop);
  result.limits = metrics::limits(result);
  result.notes = metrics::notes(result);
  return result;
}

}  // namespace tokendyno
