// SPDX-License-Identifier: MIT
// One load on one server: the figures as a table, and as files on demand.
#include <tokendyno/program.hpp>
#include <tokendyno/tokendyno.hpp>

#include <cstdint>
#include <iostream>
#include <optional>
#include <string>

namespace td = tokendyno;

int main(int argc, char** argv) {
  return td::program::run_main(argc, argv, [](int count, char const* const* words) -> int {
    td::run_options run;
    td::workload::synthetic_options prompts{.seed = td::program::new_seed()};
    td::load::closed_loop closed{.concurrency = 16};
    std::optional<double> rate;
    std::string json_path;
    std::string rows_path;
    bool whole = false;
    td::program::arguments args{"chat_run", "Puts one load on a server and says what its users would feel."};
    td::program::add_target_options(args, run.target);
    args.option("--concurrency", closed.concurrency, "requests kept in flight; default: 16");
    args.option("--rate", rate, "open loop instead: Poisson arrivals per second");
    args.option("--requests", run.stop.requests, "stop after so many measured requests; default: 200");
    args.option("--after", run.stop.after, "stop after so much measured time, e.g. 60s");
    args.option("--warmup", run.warmup.requests, "requests before the measurement; default: two rounds");
    args.option("--input-tokens", prompts.input_tokens, "words of a prompt; default: 128");
    args.option("--max-tokens", prompts.output_tokens, "tokens of an answer; default: 128");
    args.option("--seed", prompts.seed, "of the prompts; default: a new one each time, it stands in the results");
    args.option("--slo-ttft", run.slo.ttft, "bound on the time to first token, e.g. 500ms");
    args.option("--slo-e2e", run.slo.e2e, "bound on the whole request, e.g. 3s");
    args.option("--temperature", run.request.temperature, "sampling; default: the server's own");
    args.option("--extra-body", run.request.extra_body, "further JSON members, e.g. '\"top_k\":1'");
    args.flag("--no-stream", whole, "ask for whole answers: no TTFT then");
    args.flag("--ignore-eos", run.request.ignore_eos, "answers of exactly --max-tokens, where the server can");
    args.option("--json", json_path, "write the result as JSON", "OUT_JSON");
    args.option("--rows", rows_path, "write one CSV row a request", "OUT_ROWS");
    if (!args.parse(count, words)) return td::program::success;
    if (!run.stop.requests && run.stop.after == td::duration{}) run.stop.requests = 200;
    run.workload = td::workload::synthetic(prompts);
    run.request.stream = !whole;
    run.load = closed;
    if (rate) run.load = td::load::open_loop(td::load::poisson{*rate});

    td::program::interrupt const interrupt;
    td::program::output_file json{json_path};
    td::program::output_file rows{rows_path};
    td::program::require_target(run.target, interrupt.token());
    td::program::progress_line line;
    run.interrupt = interrupt.token();
    run.on_progress = [&line](td::progress const& p) { line.show(p); };

    auto const result = td::run(run);
    line.clear();
    td::program::write_then_show(
        [&] {
          json.write(td::report::run_json(result));
          rows.write(td::report::requests_csv(result.log));
        },
        [&] {
          if (result.aborted.empty()) std::cout << td::report::table{result} << std::flush;
        });
    return td::program::conclude(result);
  });
}
