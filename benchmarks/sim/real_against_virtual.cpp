// SPDX-License-Identifier: MIT
// Claim: the simulated engine behind HTTP, in real time and over real sockets, agrees with virtual time within 3 %, and
// with the latencies measured on the card (vLLM, Qwen2.5-1.5B in BF16 on an RTX 2000 Ada, prompts of 25 tokens) within
// 3 %. Prints all three; exit code 1 if a figure is further off.
#include <tokendyno/program.hpp>
#include <tokendyno/tokendyno.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

namespace td = tokendyno;
using namespace std::chrono_literals;

namespace {

struct measured_row {
  std::uint32_t concurrency;
  std::uint32_t max_tokens;
  double e2e_p50_ms;
};

/// Published latencies of the card, 16 requests a cell.
constexpr std::array<measured_row, 8> on_the_card{{{1, 64, 1033.7},
                                                   {1, 128, 2060.4},
                                                   {4, 64, 1099.3},
                                                   {4, 128, 2174.8},
                                                   {8, 64, 1147.2},
                                                   {8, 128, 2276.9},
                                                   {16, 64, 1315.4},
                                                   {16, 128, 2564.1}}};

double worst = 0;

/// `real` and how far it lies from `expected`, which is kept as the worst so far if it is.
std::string against(double expected, double real, int digits) {
  double const off = real / expected - 1;
  worst = std::max(worst, std::abs(off));
  return td::text::fixed(expected, digits) + " · " + td::text::fixed(real, digits) + " (" + (off < 0 ? "" : "+") +
         td::text::fixed(100 * off, 1) + " %)";
}

double ms(std::optional<td::stats::quantile_estimate> const& figure) { return td::milliseconds(figure.value().value); }

}  // namespace

int main(int argc, char** argv) {
  return td::program::run_main(argc, argv, [](int count, char const* const* words) -> int {
    std::vector<std::uint32_t> concurrency{1, 4, 8, 16};
    std::vector<std::uint32_t> max_tokens{64, 128};
    std::uint64_t rounds = 4;
    td::program::arguments args{"real_against_virtual", "Holds the simulated server against virtual time."};
    args.option("--concurrency", concurrency, "default: 1,4,8,16");
    args.option("--max-tokens", max_tokens, "default: 64,128");
    args.option("--rounds", rounds, "measured requests of each slot; default: 4");
    if (!args.parse(count, words)) return td::program::success;

    td::report::text_grid grid;
    grid.add({"scheme", "conc", "tokens", "tok/s virtual · real", "TTFT p50 ms", "TPOT mean ms", "E2E p50 ms",
              "E2E p95 ms", "E2E p50 ms on the card · real"});
    for (std::string const scheme : {"bf16", "awq"}) {
      auto const profile = td::sim::find_profile("rtx2000ada/qwen2.5-1.5b/" + scheme);
      td::serve::server server{{.profile = profile}};
      for (auto const tokens : max_tokens) {
        for (auto const level : concurrency) {
          auto const completions = static_cast<std::uint32_t>(rounds * level);
          auto const foretold = td::sim::simulate_closed_loop(
              profile, {.concurrency = level, .warmup_per_client = 1, .completions = completions},
              td::workload::fixed_lengths{{.input = 25, .output = tokens}});
          // No stagger: in virtual time, too, all first requests come at once.
          auto const result = td::run({
              .target = {.url = server.url()},
              .workload = td::workload::synthetic({.input_tokens = 25, .output_tokens = tokens}),
              .load = td::load::closed_loop{.concurrency = level, .stagger = 0s},
              .warmup = {.requests = level},
              .stop = {.requests = completions},
          });
          auto const& real = result.summary;
          auto const card = std::find_if(on_the_card.begin(), on_the_card.end(), [&](measured_row const& row) {
            return scheme == "bf16" && row.concurrency == level && row.max_tokens == tokens;
          });
          grid.add({scheme, td::text::number(level), td::text::number(tokens),
                    against(foretold.output_token_throughput, real.output_tokens_per_second, 1),
                    against(td::milliseconds(foretold.ttft_p50), ms(real.ttft.p50), 1),
                    against(td::milliseconds(foretold.tpot_mean.value()), ms(real.tpot.mean), 2),
                    against(td::milliseconds(foretold.e2e_p50), ms(real.e2e.p50), 1),
                    against(td::milliseconds(foretold.e2e_p95), ms(real.e2e.p95), 1),
                    card == on_the_card.end() ? "-" : against(card->e2e_p50_ms, ms(real.e2e.p50), 1)});
        }
      }
    }
    std::cout << grid.text() << "\nworst: " << td::text::fixed(100 * worst, 1) << " %\n";
    return worst <= 0.03 ? td::program::success : td::program::failure;
  });
}
