// SPDX-License-Identifier: MIT
// What a million tokens cost: a price per hour laid over the rows of a capacity table (precision,conc,tok_s,p95_ms).
#include <tokendyno/program.hpp>
#include <tokendyno/tokendyno.hpp>

#include <algorithm>
#include <cstddef>
#include <iostream>
#include <optional>
#include <string>
#include <utility>
#include <vector>

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
    auto const number = [&](auto const& row, char const* column) {
      std::optional<double> value;
      auto const& text = row[table.column(column)];
      try {
        if (!text.empty()) td::program::read_value(column, text, value);
      } catch (td::program::usage_error const& error) {
        throw td::setup_error{csv_path + ": " + error.what()};
      }
      return value;
    };
    auto const has = [&](char const* column) {
      return std::find(table.header.begin(), table.header.end(), column) != table.header.end();
    };
    bool const has_bounds = has("p95_is_lower_bound");
    bool const has_tokens = has("max_tokens");
    auto const lower_bound = [&](auto const& row) {
      return has_bounds && row[table.column("p95_is_lower_bound")] == "true";
    };
    td::cost::deployment const gpu{.per_hour = {per_hour}};
    td::report::text_grid grid;
    std::size_t lines = 0;
    // Loads of several answer lengths would look alike without their length.
    auto const add = [&](std::vector<std::string> cells, std::string tokens) {
      if (has_tokens) cells.insert(cells.begin() + 2, std::move(tokens));
      grid.add(std::move(cells));
    };
    add({"precision", "conc", "tok/s", "p95 E2E ms", "SLO", "$/1M out", "break-even", "replicas", "$/h"}, "max tokens");
    for (auto const& row : table.rows) {
      td::cost::throughput const load{.output_tokens_per_second = number(row, "tok_s").value_or(0)};
      if (load.output_tokens_per_second <= 0) continue;
      auto const p95 = number(row, "p95_ms");
      std::string verdict = "-";
      if (p95 && *p95 > td::milliseconds(slo)) verdict = "missed";
      if (p95 && *p95 <= td::milliseconds(slo) && !lower_bound(row)) verdict = "met";
      auto const price = td::cost::at_utilisation(td::cost::per_million_output_tokens(gpu, load), utilisation);
      std::string pays = "-";
      if (api_price) {
        auto const share = td::cost::break_even_utilisation(gpu, load, {.per_million_output = {*api_price}});
        pays = share > 1 ? "never" : td::text::fixed(100 * share, 0) + " %";
      }
      td::cost::fleet fleet{};
      if (demand) fleet = td::cost::fleet_for(*demand, load.output_tokens_per_second, gpu);
      ++lines;
      add({row[table.column("precision")], row[table.column("conc")], td::text::fixed(load.output_tokens_per_second, 1),
           p95 ? td::text::fixed(*p95, 0) : "-", verdict, td::text::fixed(price.value, 4), pays,
           demand ? td::text::number(fleet.replicas) : "-", demand ? td::text::fixed(fleet.per_hour.value, 2) : "-"},
          has_tokens ? row[table.column("max_tokens")] : "");
    }
    if (lines == 0) throw td::setup_error{csv_path + ": no row with a throughput"};
    std::cout << "US$ " << td::text::fixed(per_hour, 2) << " per hour, p95 E2E within "
              << td::text::fixed(td::seconds(slo), 1) << " s, utilisation " << td::text::fixed(utilisation, 2) << "\n\n"
              << grid.text();
    return td::program::success;
  });
}
