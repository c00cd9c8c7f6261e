// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/time.hpp>
#include <tokendyno/record/content_gaps.hpp>
#include <tokendyno/record/request_record.hpp>
#include <tokendyno/stats/histogram.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace tokendyno::metrics {

/// What the reads of all requests of a run add up to, in constant memory (but for one number a second of window).
///
/// Gaps are of completed measured requests, wherever they end; tokens are of any request, attributed by the instant
/// of their read to the window (docs/concepts.md#throughput).
struct stream_tally {
  stats::histogram icl{{.highest = std::chrono::minutes{10}, .significant_figures = 3}};  ///< gaps of content reads
  stats::histogram itl{{.highest = std::chrono::minutes{10}, .significant_figures = 3}};  ///< those, by token
  std::uint64_t itl_unknown = 0;  ///< completed measured requests with gaps but without a count for each

  std::uint64_t content_events = 0;   ///< of completed measured requests
  std::uint64_t content_reads = 0;    ///< of completed measured requests
  std::uint64_t coalesced_reads = 0;  ///< of these reads, the ones with more than one content event
  std::uint64_t hidden_first = 0;  ///< completed measured requests with a blank event in a read before the first token

  double output_tokens = 0;  ///< that arrived in the window; a fraction where a request's tokens had to be spread
  std::vector<double> tokens_per_second{};  ///< the same by whole seconds from w0; the last is a part of one

  /// Adds a request that has ended. `w0` is empty while the warm-up is on: then nothing counts. `w1` is empty while
  /// the window is still open.
  void add(record::request_record const& r, std::optional<time_point> w0, std::optional<time_point> w1) {
    if (r.completed() && r.phase == record::phase::measured) add_gaps(r);
    if (w0) add_tokens(r, *w0, w1);
  }

  /// Share of content reads with more than one content event; 0 without reads.
  [[nodiscard]] double coalesced_share() const noexcept {
    return content_reads == 0 ? 0 : static_cast<double>(coalesced_reads) / static_cast<double>(content_reads);
  }

  /// Adds what `other` has: the tally of another shard or block. Seconds are added number by number.
  stream_tally& operator+=(stream_tally const& other) {
    icl += other.icl;
    itl += other.itl;
    itl_unknown += other.itl_unknown;
    content_events += other.content_events;
    content_reads += other.content_reads;
    coalesced_reads += other.coalesced_reads;
    hidden_first += other.hidden_first;
    output_tokens += other.output_tokens;
    if (tokens_per_second.size() < other.tokens_per_second.size())
      tokens_per_second.resize(other.tokens_per_second.size());
    for (std::size_t i = 0; i < other.tokens_per_second.size(); ++i) tokens_per_second[i] += other.tokens_per_second[i];
    return *this;
  }

 private:
  void add_gaps(record::request_record const& r) {
    for (auto const& read : r.reads) {
      if (read.content() > 0) break;
      if (read.blank == 0) continue;
      ++hidden_first;
      break;
    }
    for (auto const& read : r.reads) {
      content_events += read.content();
      content_reads += read.content() > 0 ? 1U : 0U;
      coalesced_reads += read.content() > 1 ? 1U : 0U;
    }
    bool counted = true;
    record::for_each_content_gap(r.reads, [&](duration gap, record::stream_read const& read) {
      icl.record(gap);
      counted = counted && read.tokens > 0;
    });
    if (!counted) {
      ++itl_unknown;
      return;
    }
    record::for_each_content_gap(
        r.reads, [&](duration gap, record::stream_read const& read) { itl.record(gap / read.tokens, read.tokens); });
  }

  /// Reads that carry a count have it; what is left of N is spread evenly over the content events of the others.
  void add_tokens(record::request_record const& r, time_point w0, std::optional<time_point> w1) {
    std::uint64_t counted = 0;
    std::uint64_t uncounted_events = 0;
    for (auto const& read : r.reads) {
      if (read.tokens > 0)
        counted += read.tokens;
      else
        uncounted_events += read.content();
    }
    auto const left = r.output_tokens > counted ? static_cast<double>(r.output_tokens - counted) : 0.0;
    double const share = uncounted_events == 0 ? 0.0 : left / static_cast<double>(uncounted_events);
    for (auto const& read : r.reads)
      arrived(read.at, read.tokens > 0 ? static_cast<double>(read.tokens) : share * read.content(), w0, w1);
    if (counted == 0 && uncounted_events == 0 && r.last) arrived(*r.last, left, w0, w1);
  }

  void arrived(time_point at, double tokens, time_point w0, std::optional<time_point> w1) {
    if (tokens <= 0 || at < w0 || (w1 && at >= *w1)) return;
    output_tokens += tokens;
    auto const second = static_cast<std::size_t>((at - w0) / std::chrono::seconds{1});
    if (tokens_per_second.size() <= second) tokens_per_second.resize(second + 1);
    tokens_per_second[second] += tokens;
  }
};

}  // namespace tokendyno::metrics
