// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/client/target.hpp>
#include <tokendyno/core/error.hpp>
#include <tokendyno/load/closed_loop.hpp>
#include <tokendyno/load/stop.hpp>
#include <tokendyno/metrics/pool.hpp>
#include <tokendyno/metrics/run_result.hpp>
#include <tokendyno/metrics/slo.hpp>
#include <tokendyno/openai/chat_request.hpp>
#include <tokendyno/run/progress.hpp>
#include <tokendyno/run/run.hpp>
#include <tokendyno/run/run_options.hpp>
#include <tokendyno/workload/source.hpp>
#include <tokendyno/workload/synthetic.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace tokendyno {

struct compared_cell;

/// One side of a comparison.
struct arm {
  std::string name{};
  client::target target{};
};

/// Two servers of one model, and the loads to hold them against each other at.
struct compare_options {
  arm baseline{.name = "baseline"};
  arm candidate{.name = "candidate"};
  std::vector<std::uint32_t> concurrency{1, 4, 8, 16};
  std::vector<std::uint32_t> max_tokens{128};
  /// The prompts of a cell, by its limit of tokens; both arms get the same.
  std::function<workload::source(std::uint32_t)> workload = [](std::uint32_t limit) {
    return workload::synthetic({.output_tokens = limit});
  };
  /// Measured requests of an arm at a level: the first for the smallest loads, the second for each slot. The larger
  /// counts; it is split over the two blocks of the arm.
  std::uint64_t requests_at_least = 16;
  std::uint64_t requests_per_slot = 4;
  duration stagger = std::chrono::seconds{1};  ///< first wave of each block
  metrics::slo slo{};
  openai::chat_request request{};  ///< what all requests have in common; see `run_options::request`
  /// Called before each block with its arm and load, and with its progress.
  std::function<void(std::string const& name, std::uint32_t level, std::uint32_t tokens)> on_block{};
  std::function<void(progress const&)> on_progress{};
  /// Called after each cell, one that was cut short too, with all there are so far: what is measured can be kept before
  /// the next one begins.
  std::function<void(std::vector<compared_cell> const&)> on_cell{};
  std::stop_token interrupt{};
};

/// Both arms at one load, the blocks of each pooled.
struct compared_cell {
  std::uint32_t concurrency = 0;
  std::uint32_t max_tokens = 0;
  metrics::run_result baseline{};
  metrics::run_result candidate{};
};

namespace detail {

/// Measured requests of one block at `concurrency`: half of the cell's.
inline std::uint64_t block_requests(compare_options const& options, std::uint32_t concurrency) {
  return (std::max(options.requests_at_least, options.requests_per_slot * concurrency) + 1) / 2;
}

/// Blocks are so many prompts apart: more than one can ask, warm-up and drain included.
inline constexpr std::uint64_t prompts_of_a_block = 1'000'000;

/// One block, with the prompts from `first_index` on.
inline metrics::run_result compare_block(compare_options const& options, arm const& side, std::uint32_t concurrency,
                                         std::uint32_t max_tokens, std::uint64_t first_index) {
  if (options.on_block) options.on_block(side.name, concurrency, max_tokens);
  return run({.target = side.target,
              .workload = options.workload(max_tokens),
              .load = load::closed_loop{.concurrency = concurrency, .stagger = options.stagger},
              .stop = {.requests = block_requests(options, concurrency)},
              .slo = options.slo,
              .request = options.request,
              .first_index = first_index,
              .on_progress = options.on_progress,
              .interrupt = options.interrupt});
}

}  // namespace detail

/// Measures both arms at every load, interleaved block by block in the order A B B A, so that what drifts (clocks,
/// heat, neighbours) drifts into both. The n-th block of each arm asks the same prompts, and no prompt is asked twice
/// of one arm, in no cell, so that no prefix cache answers. Each block has its own warm-up. A block that ends itself or
/// is interrupted ends the comparison; cells that were not begun are missing.
///
/// Blocks until done. Throws `invalid_argument` without a load, and what `run` throws.
[[nodiscard]] inline std::vector<compared_cell> compare(compare_options const& options) {
  if (options.concurrency.empty()) throw invalid_argument{"compare: expected at least one concurrency"};
  if (options.max_tokens.empty()) throw invalid_argument{"compare: expected at least one max_tokens"};
  for (auto const level : options.concurrency) load::check(load::closed_loop{.concurrency = level});
  std::vector<compared_cell> cells;
  std::uint64_t first_index = 0;
  for (auto const max_tokens : options.max_tokens) {
    for (auto const concurrency : options.concurrency) {
      std::vector<metrics::run_result> baseline;
      std::vector<metrics::run_result> candidate;
      bool over = false;
      for (bool const is_baseline : {true, false, false, true}) {
        auto& blocks = is_baseline ? baseline : candidate;
        auto const first = first_index + blocks.size() * detail::prompts_of_a_block;
        blocks.push_back(detail::compare_block(options, is_baseline ? options.baseline : options.candidate, concurrency,
                                               max_tokens, first));
        over = blocks.back().interrupted || !blocks.back().aborted.empty();
        if (over) break;
      }
      first_index += 2 * detail::prompts_of_a_block;
      compared_cell cell{.concurrency = concurrency, .max_tokens = max_tokens};
      if (!baseline.empty()) cell.baseline = metrics::pool(baseline);
      if (!candidate.empty()) cell.candidate = metrics::pool(candidate);
      cells.push_back(std::move(cell));
      if (options.on_cell) options.on_cell(cells);
      if (over) return cells;
    }
  }
  return cells;
}

}  // namespace tokendyno
