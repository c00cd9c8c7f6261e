// SPDX-License-Identifier: MIT
// The chat capacity grid: every concurrency with every limit of tokens, one CSV row each.
#include <tokendyno/program.hpp>
#include <tokendyno/tokendyno.hpp>

#include <algorithm>
#include <cstdint>
#include <iostream>
#include <string>
#include <vector>

namespace td = tokendyno;

int main(int argc, char** argv) {
  return td::program::run_main(argc, argv, [](int count, char const* const* words) -> int {
    td::client::target target;
    std::vector<std::uint32_t> concurrency{1, 4, 8, 16};
    std::vector<std::uint32_t> max_tokens{64, 128, 256};
    std::uint32_t input_tokens = 25;
    std::uint64_t requests = 64;
    std::uint64_t seed = td::program::new_seed();
    std::string csv_path = "results/chat_grid.csv";
    std::string gpu = "unknown";
    td::program::arguments args{"chat_grid", "Measures a grid of chat loads on one server, one CSV row a cell."};
    td::program::add_target_options(args, target);
    args.option("--concurrency", concurrency, "requests kept in flight; default: 1,4,8,16");
    args.option("--max-tokens", max_tokens, "tokens of an answer; default: 64,128,256");
    args.option("--input-tokens", input_tokens, "words of a prompt; default: 25");
    args.option("--requests", requests, "measured requests of a cell, at least four a slot; default: 64");
    args.option("--seed", seed, "of the prompts; default: a new one each time, it stands in the results");
    args.option("--csv", csv_path, "where the rows go; default: " + csv_path, "OUT_CSV");
    args.option("--gpu", gpu, "name for the column gpu", "GPU_NAME");
    if (!args.parse(count, words)) return td::program::success;
    td::program::require_positive("--concurrency", concurrency, std::uint32_t{65535});
    td::program::require_positive("--max-tokens", max_tokens);

    td::program::interrupt const interrupt;
    td::program::output_file file{csv_path};
    td::program::require_target(target, interrupt.token());
    td::program::progress_line line;
    std::string csv = td::report::chat_csv_header();
    std::vector<td::program::ending> endings;
    for (auto const tokens : max_tokens) {
      std::vector<td::metrics::load_level> levels;
      for (auto const level : concurrency) {
        if (!endings.empty() && endings.back().is_last()) continue;
        auto const cell = "concurrency " + std::to_string(level) + ", max tokens " + std::to_string(tokens);
        line.label(cell);
        auto const result = td::run({
            .target = target,
            .workload = td::workload::synthetic({.input_tokens = input_tokens, .output_tokens = tokens, .seed = seed}),
            .load = td::load::closed_loop{.concurrency = level},
            .stop = {.requests = std::max<std::uint64_t>(requests, 4 * std::uint64_t{level})},
            .request = {.temperature = 0.0, .ignore_eos = true},
            // A server with a prefix cache would answer the prompts of an earlier cell faster.
            .first_index = endings.size() * 1'000'000,
            .on_progress = [&line](td::progress const& p) { line.show(p); },
            .interrupt = interrupt.token(),
        });
        line.clear();
        csv += td::report::chat_csv_row(gpu, result);
        endings.push_back(td::program::ending_of(result, cell));
        td::program::write_then_show([&] { file.checkpoint(csv); },
                                     [&] { std::cout << td::report::table{result} << std::endl; });
        if (auto const reached = td::metrics::load_level_of(result)) levels.push_back(*reached);
      }
      if (auto const found = td::metrics::find_saturation(levels))
        std::cout << "max tokens " << tokens << ": " << td::report::saturation_text(*found) << "\n\n";
    }
    file.write(csv);
    std::cout << "rows in " << file.path() << '\n';
    return td::program::conclude(endings);
  });
}
