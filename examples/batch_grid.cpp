// SPDX-License-Identifier: MIT
// Batch summarisation: the documents of a file, each asked for five bullet points, over a grid of loads.
#include <tokendyno/program.hpp>
#include <tokendyno/tokendyno.hpp>

#include <cstdint>
#include <iostream>
#include <string>
#include <vector>

namespace td = tokendyno;

int main(int argc, char** argv) {
  return td::program::run_main(argc, argv, [](int count, char const* const* words) -> int {
    td::client::target target;
    std::vector<std::uint32_t> concurrency{8, 16, 32};
    std::vector<std::uint32_t> max_tokens{256, 512};
    std::uint32_t repeat = 4;
    std::string docs_path = "docs.txt";
    std::string csv_path = "results/batch_grid.csv";
    std::string gpu = "unknown";
    td::program::arguments args{"batch_grid",
                                "Summarises the documents of a file, set apart by [DOC], at a grid of loads."};
    td::program::add_target_options(args, target);
    args.option("--docs", docs_path, "text file of documents; default: " + docs_path, "DOCS_FILE");
    args.option("--repeat", repeat, "times the list of documents is asked; default: 4");
    args.option("--concurrency", concurrency, "requests kept in flight; default: 8,16,32");
    args.option("--max-tokens", max_tokens, "tokens of a summary; default: 256,512");
    args.option("--csv", csv_path, "where the rows go; default: " + csv_path, "OUT_CSV");
    args.option("--gpu", gpu, "name for the column gpu", "GPU_NAME");
    if (!args.parse(count, words)) return td::program::success;
    td::program::require_positive("--concurrency", concurrency, std::uint32_t{65535});
    td::program::require_positive("--max-tokens", max_tokens);

    td::program::interrupt const interrupt;
    auto const documents = td::workload::split_documents(td::dataset::read_text_file(docs_path));
    td::program::output_file file{csv_path};
    td::program::require_target(target, interrupt.token());
    td::program::progress_line line;
    // Where the numbering of the requests begins: it is what keeps them out of the server's prefix cache.
    std::uint64_t const first_list = td::program::new_seed();
    std::string csv = td::report::batch_csv_header();
    std::vector<td::program::ending> endings;
    for (auto const tokens : max_tokens) {
      std::vector<td::metrics::load_level> levels;
      for (auto const level : concurrency) {
        if (!endings.empty() && endings.back().is_last()) continue;
        auto const cell = "concurrency " + std::to_string(level) + ", max tokens " + std::to_string(tokens);
        line.label(cell);
        auto const result = td::run({
            .target = target,
            .workload = td::workload::summarise_documents(documents, {.repeat = repeat, .output_tokens = tokens}),
            .load = td::load::closed_loop{.concurrency = level},
            .stop = {.requests = documents.size() * repeat},
            .request = {.temperature = 0.0},
            .first_index = (first_list + endings.size() * 1'000'000) * documents.size(),
            .on_progress = [&line](td::progress const& p) { line.show(p); },
            .interrupt = interrupt.token(),
        });
        line.clear();
        csv += td::report::batch_csv_row("summarise", gpu, result);
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
