// SPDX-License-Identifier: MIT
// Should we quantise? Two servers of one model, measured block by block in the order A B B A with the same prompts.
#include <tokendyno/program.hpp>
#include <tokendyno/tokendyno.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace td = tokendyno;

namespace {

/// The file of a cell's arm, e.g. `DIR/run-awq-c16-t128.json`.
std::string file_name(std::string const& folder, char const* kind, std::string const& arm, std::uint32_t level,
                      std::uint32_t tokens, char const* end) {
  return folder + "/" + kind + "-" + arm + "-c" + std::to_string(level) + "-t" + std::to_string(tokens) + end;
}

/// The files of all cells by their paths, opened before the first is measured.
std::map<std::string, td::program::output_file> open_files(td::compare_options const& options,
                                                           std::string const& folder, bool rows) {
  std::map<std::string, td::program::output_file> files;
  for (auto const& name : {options.baseline.name, options.candidate.name}) {
    for (auto const tokens : options.max_tokens) {
      for (auto const level : options.concurrency) {
        auto const run = file_name(folder, "run", name, level, tokens, ".json");
        files.try_emplace(run, run);
        auto const requests = file_name(folder, "requests", name, level, tokens, ".csv");
        if (rows) files.try_emplace(requests, requests);
      }
    }
  }
  return files;
}

}  // namespace

int main(int argc, char** argv) {
  return td::program::run_main(argc, argv, [](int count, char const* const* words) -> int {
    td::compare_options options;
    options.baseline = {.name = "bf16", .target = {.url = "http://127.0.0.1:8000"}};
    options.candidate = {.name = "quantised", .target = {.url = "http://127.0.0.1:8001"}};
    options.request = {.temperature = 0.0, .ignore_eos = true};
    td::client::target both;
    std::string sim;
    std::string folder = "results";
    std::string gpu = "unknown";
    std::uint32_t input_tokens = 25;
    std::uint64_t seed = td::program::new_seed();
    bool rows = false;
    bool quick = false;
    td::program::arguments args{"compare", "Holds two servers of one model against each other at a grid of loads."};
    args.option("--baseline", options.baseline.target.url, "first server; default: http://127.0.0.1:8000",
                "BASELINE_URL");
    args.option("--candidate", options.candidate.target.url, "second server; default: http://127.0.0.1:8001",
                "CANDIDATE_URL");
    args.option("--baseline-name", options.baseline.name, "name of the first; default: bf16");
    args.option("--candidate-name", options.candidate.name, "name of the second; default: quantised");
    args.option("--model", both.model, "model to ask both for; default: the first each lists", "MODEL");
    args.option("--api-key", both.api_key, "sent to both as a bearer token", "OPENAI_API_KEY");
    args.option("--timeout", both.timeouts.total, "give a request up after so long; default: 15min");
    td::program::add_tls_options(args, both);
    args.option("--sim", sim, "simulate both instead: gpu/model, the schemes are the names of the arms");
    args.option("--concurrency", options.concurrency, "requests kept in flight; default: 1,4,8,16");
    args.option("--max-tokens", options.max_tokens, "tokens of an answer, always all of them; default: 128");
    args.option("--input-tokens", input_tokens, "words of a prompt; default: 25");
    args.option("--requests", options.requests_at_least, "measured requests of an arm at a load, at least 4 a slot");
    args.option("--seed", seed, "of the prompts; default: a new one each time, it stands in the results");
    args.option("--extra-body", options.request.extra_body, "further JSON members, e.g. '\"cache_prompt\":false'");
    args.option("--out-dir", folder, "where the files go; default: results");
    args.option("--gpu", gpu, "name of the GPU for the CSV", "GPU_NAME");
    args.flag("--rows", rows, "write one CSV row a request too");
    args.flag("--quick", quick, "fewer requests, for a first look");
    if (!args.parse(count, words)) return td::program::success;
    td::program::require_positive("--concurrency", options.concurrency, std::uint32_t{65535});
    td::program::require_positive("--max-tokens", options.max_tokens);
    if (options.baseline.name == options.candidate.name) {
      throw td::program::usage_error{"--candidate-name: expected another name than the baseline's, got '" +
                                     options.candidate.name + "'"};
    }
    if (quick) options.requests_at_least = 8, options.requests_per_slot = 2;

    td::program::interrupt const interrupt;
    std::vector<std::unique_ptr<td::serve::server>> engines;
    std::vector<std::string> notes;
    if (!sim.empty()) {
      gpu = sim.substr(0, sim.find('/'));
      for (auto* const side : {&options.baseline, &options.candidate}) {
        auto const profile = td::sim::find_profile(sim + "/" + side->name);
        notes.push_back(side->name + " is simulated: " + profile.basis + ".");
        engines.push_back(std::make_unique<td::serve::server>(td::serve::server_options{.profile = profile}));
        side->target.url = engines.back()->url();
      }
    }

    td::program::output_file markdown{folder + "/comparison.md"};
    td::program::output_file html{folder + "/comparison.html"};
    td::program::output_file capacity{folder + "/capacity.csv"};
    td::program::output_file grid{folder + "/chat_grid.csv"};
    auto files = open_files(options, folder, rows);
    for (auto* const side : {&options.baseline, &options.candidate}) {
      side->target.model = both.model;
      side->target.api_key = both.api_key;
      side->target.timeouts = both.timeouts;
      side->target.tls = both.tls;
      td::program::require_target(side->target, interrupt.token());
    }

    td::program::progress_line line;
    options.workload = [input_tokens, seed](std::uint32_t tokens) {
      return td::workload::synthetic({.input_tokens = input_tokens, .output_tokens = tokens, .seed = seed});
    };
    auto const words_of = [](std::string const& arm, std::uint32_t level, std::uint32_t tokens) {
      return arm + ", concurrency " + std::to_string(level) + ", max tokens " + std::to_string(tokens);
    };
    options.on_block = [&](std::string const& arm, std::uint32_t level, std::uint32_t tokens) {
      line.label(words_of(arm, level, tokens));
    };
    options.on_progress = [&line](td::progress const& p) { line.show(p); };
    options.interrupt = interrupt.token();
    td::report::comparison summary{
        .title = options.baseline.name + " against " + options.candidate.name + (gpu == "unknown" ? "" : " on " + gpu),
        .baseline = options.baseline.name,
        .candidate = options.candidate.name};
    auto const put = [](td::program::output_file& file, std::string const& text, bool whole) {
      whole ? file.write(text) : file.checkpoint(text);
    };
    auto const write = [&](std::vector<td::compared_cell> const& cells, bool whole) {
      summary.cells.clear();
      summary.notes = notes;
      std::string capacity_rows = td::report::capacity_csv_header();
      std::string grid_rows = td::report::chat_csv_header();
      for (auto const& cell : cells) {
        td::report::add_cell(summary, cell.concurrency, cell.max_tokens, cell.baseline, cell.candidate);
        for (bool const first : {true, false}) {
          auto const& name = first ? options.baseline.name : options.candidate.name;
          auto const& run = first ? cell.baseline : cell.candidate;
          if (run.log.empty()) continue;  // interrupted before its first block
          capacity_rows += td::report::capacity_csv_row(name, run);
          grid_rows += td::report::chat_csv_row(gpu + "/" + name, run);
          if (!whole && &cell != &cells.back()) continue;  // written when it was new
          put(files.at(file_name(folder, "run", name, cell.concurrency, cell.max_tokens, ".json")),
              td::report::run_json(run), whole);
          if (!rows) continue;
          put(files.at(file_name(folder, "requests", name, cell.concurrency, cell.max_tokens, ".csv")),
              td::report::requests_csv(run.log), whole);
        }
      }
      put(markdown, td::report::markdown(summary), whole);
      put(html, td::report::html(summary), whole);
      put(capacity, capacity_rows, whole);
      put(grid, grid_rows, whole);
    };
    options.on_cell = [&write](std::vector<td::compared_cell> const& cells) {
      try {
        write(cells, false);
      } catch (td::setup_error const&) {
        // A disk that is full now ends no comparison; the last write tells of it.
      }
    };
    auto const cells = td::compare(options);
    line.clear();

    std::vector<td::program::ending> endings;
    for (auto const& cell : cells) {
      endings.push_back(
          td::program::ending_of(cell.baseline, words_of(options.baseline.name, cell.concurrency, cell.max_tokens)));
      endings.push_back(
          td::program::ending_of(cell.candidate, words_of(options.candidate.name, cell.concurrency, cell.max_tokens)));
    }
    td::program::write_then_show([&] { write(cells, true); },
                                 [&] { std::cout << td::report::comparison_table{summary} << std::flush; });
    return td::program::conclude(endings);
  });
}
