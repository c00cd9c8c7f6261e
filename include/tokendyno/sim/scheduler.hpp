// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/error.hpp>
#include <tokendyno/sim/batch.hpp>
#include <tokendyno/sim/gauges.hpp>
#include <tokendyno/sim/request.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <limits>
#include <span>
#include <vector>

namespace tokendyno::sim {

/// The limits that shape a schedule, by the names of vLLM's options.
struct scheduler_options {
  std::uint32_t kv_blocks = 0;                     ///< in the pool; must be set
  std::uint32_t block_size = 16;                   ///< tokens
  std::uint32_t max_num_batched_tokens = 2048;     ///< budget of a step
  std::uint32_t max_num_seqs = 256;                ///< running at once
  std::uint32_t long_prefill_token_threshold = 0;  ///< largest part of a prompt in one step; 0: the budget alone
};

/// vLLM V1's scheduler (vllm/v1/core/sched/scheduler.py, first come first served, chunked prefill, no prefix cache):
/// each step hands a token budget to the running sequences in order, then to the queue; a sequence that finds no block
/// preempts the last admitted one, which later recomputes prompt and answer; the head of the queue blocks all others.
///
/// No clock: a step is `begin_step`, whatever time that takes, `end_step`. Work per step is linear in the running
/// sequences, without allocation once warm. Not thread-safe.
class scheduler {
 public:
  /// An idle engine. Throws `invalid_argument` unless all limits but the threshold are positive and the pool's tokens
  /// are below 2^32.
  explicit scheduler(scheduler_options const& options) : options_{options}, free_{options.kv_blocks} {
    if (options.kv_blocks == 0) throw invalid_argument("kv_blocks: expected at least one");
    if (options.block_size == 0) throw invalid_argument("block_size: expected at least one token");
    if (options.max_num_batched_tokens == 0) throw invalid_argument("max_num_batched_tokens: expected at least one");
    if (options.max_num_seqs == 0) throw invalid_argument("max_num_seqs: expected at least one");
    if (std::uint64_t{options.kv_blocks} * options.block_size > std::numeric_limits<std::uint32_t>::max())
      throw invalid_argument("kv_blocks: expected a pool of less than 2^32 tokens");
    if (options_.long_prefill_token_threshold == 0)
      options_.long_prefill_token_threshold = std::numeric_limits<std::uint32_t>::max();
  }

  /// Puts `wanted` at the end of the queue, where the next `begin_step` finds it; also between `begin_step` and
  /// `end_step`. Throws `invalid_argument` if either count of tokens is 0.
  admission submit(request const& wanted) {
    if (wanted.prompt_tokens == 0) throw invalid_argument("prompt_tokens: expected at least one");
    if (wanted.output_tokens == 0) throw invalid_argument("output_tokens: expected at least one");
    // The last token is emitted, never computed on.
    std::uint64_t const cached = std::uint64_t{wanted.prompt_tokens} + wanted.output_tokens - 1;
    if (cached > std::uint64_t{options_.kv_blocks} * options_.block_size) {
      ++counts_.refused;
      return admission::never_fits;
    }
    waiting_.push_back({.id = wanted.id, .prompt = wanted.prompt_tokens, .output = wanted.output_tokens});
    return admission::accepted;
  }

  /// Withdraws request `id` and frees its blocks; it emits nothing more. One that is part of the current step leaves at
  /// `end_step`. False if there is no such request. Linear in the number of requests.
  bool abort(std::uint64_t id) {
    auto const is_it = [id](sequence const& s) { return s.id == id && !s.aborted; };
    if (auto const it = std::find_if(running_.begin(), running_.end(), is_it); it != running_.end()) {
      if (in_step_) {
        it->aborted = true;
      } else {
        free_ += it->blocks;
        running_.erase(it);
      }
    } else if (auto const queued = std::find_if(waiting_.begin(), waiting_.end(), is_it); queued != waiting_.end()) {
      waiting_.erase(queued);
    } else {
      return false;
    }
    ++counts_.aborted;
    return true;
  }

  /// Schedules the next step and returns what it computes; empty if there is no request, and then no `end_step` is due.
  /// Throws `invalid_argument` if the last step was not ended.
  batch const& begin_step() {
    if (in_step_) throw invalid_argument("begin_step: expected the last step to be ended first");
    batch_ = {};
    budget_ = options_.max_num_batched_tokens;
    std::uint64_t const preempted_before = counts_.preemptions;
    continue_running();
    if (counts_.preemptions == preempted_before) admit_waiting();
    in_step_ = !batch_.empty();
    return batch_;
  }

  /// Ends the step: the tokens that came out of it, in the order of the running sequences. Finished and aborted ones
  /// are gone and their blocks free. Valid until the next `end_step`. Throws `invalid_argument` if no step was begun.
  std::span<emission const> end_step() {
    if (!in_step_) throw invalid_argument("end_step: expected a begun step");
    in_step_ = false;
    ++counts_.steps;
    emissions_.clear();
    auto kept = running_.begin();
    for (auto it = running_.begin(); it != running_.end(); ++it) {
      if (!advance(*it)) {
        free_ += it->blocks;
        continue;
      }
      if (kept != it) *kept = *it;
      ++kept;
    }
    running_.erase(kept, running_.end());
    return emissions_;
  }

  /// The state and the counters as of now.
  [[nodiscard]] gauges gauge() const noexcept {
    gauges now = counts_;
    now.running = running_.size();
    now.waiting = waiting_.size();
    now.blocks = options_.kv_blocks;
    now.used_blocks = options_.kv_blocks - free_;
    return now;
  }

  /// True if no request is running or waiting.
  [[nodiscard]] bool idle() const noexcept { return running_.empty() && waiting_.empty(); }

 private:
  struct sequence {
    std::uint64_t id = 0;
    std::uint32_t prompt = 0;
    std::uint32_t output = 0;     // wanted
    std::uint32_t emitted = 0;    // so far, streamed ones of before a preemption included
    std::uint32_t computed = 0;   // tokens in the cache
    std::uint32_t scheduled = 0;  // tokens of this step
    std::uint32_t blocks = 0;     // held
    std::uint64_t begun = 0;      // step that first computed of it
    bool aborted = false;
  };

  void continue_running() {
    for (std::size_t i = 0; i < running_.size() && budget_ > 0; ++i) {
      std::uint32_t const tokens = due(running_[i]);
      if (!make_room(i, tokens)) return;
      schedule(running_[i], tokens);
    }
  }

  void admit_waiting() {
    while (!waiting_.empty() && budget_ > 0 && running_.size() < options_.max_num_seqs) {
      std::uint32_t const tokens = due(waiting_.front());
      if (blocks_missing(waiting_.front(), tokens) > free_) return;
      running_.push_back(waiting_.front());
      waiting_.pop_front();
      schedule(running_.back(), tokens);
    }
  }

  [[nodiscard]] std::uint32_t due(sequence const& s) const noexcept {
    return std::min({s.prompt + s.emitted - s.computed, options_.long_prefill_token_threshold, budget_});
  }

  [[nodiscard]] std::uint32_t blocks_missing(sequence const& s, std::uint32_t tokens) const noexcept {
    std::uint32_t const after = s.computed + tokens;
    // No division in the common case, a decode inside its last block.
    if (after <= s.blocks * options_.block_size) return 0;
    return (after - 1) / options_.block_size + 1 - s.blocks;
  }

  // Preempts from the back until sequence `i` finds its blocks; false if it had to go itself.
  bool make_room(std::size_t i, std::uint32_t tokens) {
    while (blocks_missing(running_[i], tokens) > free_) {
      bool const itself = i + 1 == running_.size();
      sequence victim = running_.back();
      running_.pop_back();
      free_ += victim.blocks;
      victim.blocks = 0;
      victim.computed = 0;
      waiting_.push_front(victim);
      ++counts_.preemptions;
      if (itself) return false;
    }
    return true;
  }

  void schedule(sequence& s, std::uint32_t tokens) {
    std::uint32_t const missing = blocks_missing(s, tokens);
    free_ -= missing;
    s.blocks += missing;
    s.scheduled = tokens;
    if (s.begun == 0) s.begun = counts_.steps + 1;
    budget_ -= tokens;
    bool const emits = s.computed + tokens == s.prompt + s.emitted;
    if (s.emitted > 0 && tokens == 1)
      batch_.add_decode(s.computed, emits);
    else
      batch_.add_chunk(tokens, s.computed, emits);
  }

  // Applies the step to one sequence; false if it leaves.
  bool advance(sequence& s) {
    if (s.aborted) return false;
    s.computed += s.scheduled;
    s.scheduled = 0;
    if (s.computed < s.prompt + s.emitted) return true;
    if (s.emitted == 0) counts_.prompt_tokens += s.prompt;
    ++s.emitted;
    ++counts_.generation_tokens;
    bool const finished = s.emitted == s.output;
    if (finished) ++counts_.finished;
    emissions_.push_back({.id = s.id, .ordinal = s.emitted, .finished = finished, .begun = s.begun});
    return !finished;
  }

  scheduler_options options_;
  std::deque<sequence> waiting_;
  std::vector<sequence> running_;  // in the order of admission
  std::vector<emission> emissions_;
  batch batch_;
  gauges counts_;  // only the counters; the state is filled in by gauge()
  std::uint32_t free_;
  std::uint32_t budget_ = 0;
  bool in_step_ = false;
};

}  // namespace tokendyno::sim
