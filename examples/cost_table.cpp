// SPDX-License-Identifier: MIT
// What a million tokens cost: a price per hour laid over the rows of a capacity table (precision,conc,tok_s,p95_ms).
#include <tokendyno/program.hpp>
#include <tokendyno/tokendyno.hpp>

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <optional>
#include <string>

namespace td = tokendyno;

int main(int argc, char** argv) {
  return td::program::run_main(argc, argv, [](int count, char const* const* words) -> int {
    std::string csv_path = "results/capacity.csv";
    double per_hour = 0.24;
    double utilisation = 1;
    std::optional<double> api_price;
    std::optional<double> demand;
    td::duration slo = std::chrono::seconds{3};
    td::program::arguments args{"cost_table",
                                "Says what a million output tokens cost at each load of a capacity table."};
    args.option("--csv", csv_path, "table with the columns precision, conc, tok_s, p95_ms; default: " + csv_path);
    args.option("--per-hour", per_hour, "price of the GPU in US$ per hour; default: 0.24");
    args.option("--slo-e2e", slo, "bound on p95 E2E that makes a load count; default: 3s");
    args.option("--utilisation", utilisation, "mean load as a share of the capacity; default: 1");
    args.option("--api-price", api_price, "price of an API in US$ per million output tokens, to break even with");
    args.option("--demand", demand, "output tokens per second to serve: whole replicas and their price");
    if (!args.parse(count, words)) return td::program::success;

    auto const table = td::dataset::read_csv(td::dataset::read_text_file(csv_path));
    auto const number = [&table](auto const& row, char const* column) {
      double value = 0;
      auto const& text = row[table.column(column)];
      if (!text.empty()) td::program::read_value(column, text, value);
      return value;
    };
    td::cost::deployment const gpu{.per_hour = {per_hour}};
    td::report::text_grid grid;
    grid.add({"precision", "conc", "tok/s", "p95 E2E ms", "SLO", "$/1M out", "break-even", "replicas", "$/h"});
    for (auto const& row : table.rows) {
      td::cost::throughput const load{.output_tokens_per_second = number(row, "tok_s")};
      if (load.output_tokens_per_second <= 0) continue;
      bool const met = number(row, "p95_ms") <= td::milliseconds(slo);
      auto const price = td::cost::at_utilisation(td::cost::per_million_output_tokens(gpu, load), utilisation);
      std::string pays = "-";
      if (api_price) {
        auto const share = td::cost::break_even_utilisation(gpu, load, {.per_million_output = {*api_price}});
        pays = share > 1 ? "never" : td::report::fixed(100 * share, 0) + " %";
      }
      td::cost::fleet fleet{};
      if (demand) fleet = td::cost::fleet_for(*demand, load.output_tokens_per_second, gpu);
      grid.add({row[table.column("precision")], row[table.column("conc")],
                td::report::fixed(load.output_tokens_per_second, 1), td::report::fixed(number(row, "p95_ms"), 0),
                met ? "met" : "missed", td::report::fixed(price.value, 4), pays,
                demand ? td::report::number(fleet.replicas) : "-",
                demand ? td::report::fixed(fleet.per_hour.value, 2) : "-"});
    }
    std::cout << "US$ " << td::report::fixed(per_hour, 2) << " per hour, p95 E2E within "
              << td::report::fixed(td::seconds(slo), 1) << " s, utilisation " << td::report::fixed(utilisation, 2)
              << "\n\n"
              << grid.text();
    return td::program::success;
  });
}
