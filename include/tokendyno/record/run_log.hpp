// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/error.hpp>
#include <tokendyno/core/time.hpp>
#include <tokendyno/record/content_gaps.hpp>
#include <tokendyno/record/request_record.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tokendyno::record {

/// What every request of a run came to, in columns: one row a request, in the order of their ends.
///
/// Instants are nanoseconds after `origin`; `missing` stands for one that never came. Answers are not kept.
struct run_log {
  /// Stands in a column of instants or gaps where there is none.
  static constexpr std::int64_t missing = std::numeric_limits<std::int64_t>::min();

  /// Bits of the column `flags`.
  static constexpr std::uint8_t reused_connection = 1, no_done = 2, data_after_done = 4;

  time_point origin{};      ///< instant 0 of the columns; set it before the first row
  bool keep_reads = false;  ///< keep the reads of every row from now on

  std::vector<std::uint64_t> index{};
  std::vector<record::phase> phase{};
  std::vector<record::outcome> outcome{};
  std::vector<std::int16_t> http_status{};
  std::vector<record::finish_reason> finish{};
  std::vector<std::uint8_t> streamed{};  ///< 0 or 1
  std::vector<std::int64_t> scheduled_ns{};
  std::vector<std::int64_t> sent_ns{};  ///< missing if the request was never sent
  std::vector<std::int64_t> connect_ns{};
  std::vector<std::int64_t> headers_ns{};
  std::vector<std::int64_t> first_event_ns{};
  std::vector<std::int64_t> first_ns{};
  std::vector<std::int64_t> first_visible_ns{};
  std::vector<std::int64_t> answer_ns{};
  std::vector<std::int64_t> last_ns{};
  std::vector<std::int64_t> finished_ns{};
  std::vector<std::int64_t> done_ns{};
  std::vector<std::int64_t> closed_ns{};
  std::vector<std::uint32_t> max_tokens{};
  std::vector<std::uint32_t> input_tokens{};
  std::vector<std::uint32_t> output_tokens{};
  std::vector<token_source> tokens_from{};
  std::vector<std::uint32_t> first_read_tokens{};
  std::vector<std::uint32_t> content_events{};
  std::vector<std::uint32_t> content_reads{};
  std::vector<std::int64_t> max_gap_ns{};  ///< longest gap between content reads; missing with fewer than two
  std::vector<std::uint64_t> bytes_received{};
  std::vector<std::uint16_t> reconnects{};
  std::vector<std::int64_t> server_cached_tokens{};     ///< as `server_timings` says; missing if it does not
  std::vector<std::int64_t> server_prompt_tokens{};     ///< the same
  std::vector<std::int64_t> server_prompt_ns{};         ///< the same, a length of time
  std::vector<std::int64_t> server_predicted_tokens{};  ///< the same
  std::vector<std::int64_t> server_predicted_ns{};      ///< the same, a length of time
  std::vector<std::uint8_t> flags{};

  std::vector<std::pair<std::size_t, std::string>> errors{};  ///< row and words of each that has any, rows ascending

  std::vector<std::size_t>
      read_offsets{};                ///< reads of row i: [read_offsets[i], read_offsets[i + 1]); empty if not kept
  std::vector<stream_read> reads{};  ///< of all rows; their stamps are instants on `clock`

  /// Number of rows.
  [[nodiscard]] std::size_t size() const noexcept { return index.size(); }
  /// True without a row.
  [[nodiscard]] bool empty() const noexcept { return index.empty(); }

  /// Room for `rows` rows, so that appending does not allocate.
  void reserve(std::size_t rows) {
    each_column([rows](auto& column) { column.reserve(rows); });
  }

  /// Adds one row.
  void append(request_record const& r) {
    if (keep_reads) {
      read_offsets.resize(size() + 1, reads.size());
      reads.insert(reads.end(), r.reads.begin(), r.reads.end());
      read_offsets.push_back(reads.size());
    }
    if (!r.error.empty()) errors.emplace_back(size(), r.error);
    auto const gap = max_content_gap(r.reads);
    index.push_back(r.index);
    phase.push_back(r.phase);
    outcome.push_back(r.outcome);
    http_status.push_back(static_cast<std::int16_t>(r.http_status));
    finish.push_back(r.finish);
    streamed.push_back(r.streamed ? 1 : 0);
    scheduled_ns.push_back(since_origin(r.scheduled));
    sent_ns.push_back(r.sent == time_point{} ? missing : since_origin(r.sent));
    connect_ns.push_back(r.connect.count());
    headers_ns.push_back(since_origin(r.headers));
    first_event_ns.push_back(since_origin(r.first_event));
    first_ns.push_back(since_origin(r.first));
    first_visible_ns.push_back(since_origin(r.first_visible));
    answer_ns.push_back(since_origin(r.answer));
    last_ns.push_back(since_origin(r.last));
    finished_ns.push_back(since_origin(r.finished));
    done_ns.push_back(since_origin(r.done));
    closed_ns.push_back(since_origin(r.closed));
    max_tokens.push_back(r.max_tokens);
    input_tokens.push_back(r.input_tokens);
    output_tokens.push_back(r.output_tokens);
    tokens_from.push_back(r.tokens_from);
    first_read_tokens.push_back(r.first_read_tokens);
    content_events.push_back(r.content_events);
    content_reads.push_back(r.content_reads);
    max_gap_ns.push_back(gap ? gap->count() : missing);
    bytes_received.push_back(r.bytes_received);
    reconnects.push_back(r.reconnects);
    server_cached_tokens.push_back(or_missing(r.timings.cached_tokens));
    server_prompt_tokens.push_back(or_missing(r.timings.prompt_tokens));
    server_prompt_ns.push_back(r.timings.prompt ? r.timings.prompt->count() : missing);
    server_predicted_tokens.push_back(or_missing(r.timings.predicted_tokens));
    server_predicted_ns.push_back(r.timings.predicted ? r.timings.predicted->count() : missing);
    flags.push_back(static_cast<std::uint8_t>((r.reused_connection ? reused_connection : 0) |
                                              (r.no_done ? no_done : 0) | (r.data_after_done ? data_after_done : 0)));
  }

  /// Adds the rows of `other` after its own, moved to its own origin. A log without rows takes over the origin of
  /// `other` and whether it keeps reads.
  void append(run_log const& other) {
    if (empty()) {
      origin = other.origin;
      keep_reads = keep_reads || other.keep_reads;
    }
    auto const rows = size() + other.size();
    reserve(std::max(rows, index.capacity()));
    for (std::size_t i = 0; i < other.size(); ++i) append(other.row(i));
    for (std::size_t i = 0; i < other.size(); ++i) max_gap_ns[rows - other.size() + i] = other.max_gap_ns[i];
  }

  /// Row `i` as a record, without the answer, and with reads only if they were kept.
  /// Throws `invalid_argument` if there is no such row.
  [[nodiscard]] request_record row(std::size_t i) const {
    if (i >= size()) throw invalid_argument("i: expected a row of the log");
    request_record r;
    r.index = index[i];
    r.phase = phase[i];
    r.outcome = outcome[i];
    r.http_status = http_status[i];
    r.finish = finish[i];
    r.streamed = streamed[i] != 0;
    r.scheduled = origin + duration{scheduled_ns[i]};
    if (sent_ns[i] != missing) r.sent = origin + duration{sent_ns[i]};
    r.connect = duration{connect_ns[i]};
    r.headers = instant(headers_ns[i]);
    r.first_event = instant(first_event_ns[i]);
    r.first = instant(first_ns[i]);
    r.first_visible = instant(first_visible_ns[i]);
    r.answer = instant(answer_ns[i]);
    r.last = instant(last_ns[i]);
    r.finished = instant(finished_ns[i]);
    r.done = instant(done_ns[i]);
    r.closed = origin + duration{closed_ns[i]};
    r.max_tokens = max_tokens[i];
    r.input_tokens = input_tokens[i];
    r.output_tokens = output_tokens[i];
    r.tokens_from = tokens_from[i];
    r.first_read_tokens = first_read_tokens[i];
    r.content_events = content_events[i];
    r.content_reads = content_reads[i];
    r.bytes_received = bytes_received[i];
    r.reconnects = reconnects[i];
    r.timings = timings(i);
    r.reused_connection = (flags[i] & reused_connection) != 0;
    r.no_done = (flags[i] & no_done) != 0;
    r.data_after_done = (flags[i] & data_after_done) != 0;
    auto const words = std::lower_bound(errors.begin(), errors.end(), i,
                                        [](auto const& entry, std::size_t row) { return entry.first < row; });
    if (words != errors.end() && words->first == i) r.error = words->second;
    if (i + 1 < read_offsets.size()) {
      auto const at = [this](std::size_t offset) { return reads.begin() + static_cast<std::ptrdiff_t>(offset); };
      r.reads.assign(at(read_offsets[i]), at(read_offsets[i + 1]));
    }
    return r;
  }

  /// What the server itself said of row `i`.
  [[nodiscard]] server_timings timings(std::size_t i) const {
    auto const tokens = [i](std::vector<std::int64_t> const& column) {
      return column.at(i) == missing ? std::nullopt : std::optional{static_cast<std::uint32_t>(column[i])};
    };
    auto const span = [i](std::vector<std::int64_t> const& column) {
      return column.at(i) == missing ? std::nullopt : std::optional{duration{column[i]}};
    };
    return {.cached_tokens = tokens(server_cached_tokens),
            .prompt_tokens = tokens(server_prompt_tokens),
            .prompt = span(server_prompt_ns),
            .predicted_tokens = tokens(server_predicted_tokens),
            .predicted = span(server_predicted_ns)};
  }

  /// The longest gap between content reads of row `i`, known even if the reads were not kept.
  [[nodiscard]] std::optional<duration> max_gap(std::size_t i) const {
    return max_gap_ns.at(i) == missing ? std::nullopt : std::optional{duration{max_gap_ns[i]}};
  }

  /// The instant that a column's `nanoseconds` stand for.
  [[nodiscard]] std::optional<time_point> instant(std::int64_t nanoseconds) const noexcept {
    if (nanoseconds == missing) return std::nullopt;
    return origin + duration{nanoseconds};
  }

 private:
  [[nodiscard]] std::int64_t since_origin(time_point t) const noexcept { return (t - origin).count(); }
  [[nodiscard]] std::int64_t since_origin(std::optional<time_point> t) const noexcept {
    return t ? since_origin(*t) : missing;
  }

  [[nodiscard]] static std::int64_t or_missing(std::optional<std::uint32_t> n) noexcept {
    return n ? std::int64_t{*n} : missing;
  }

  template <typename Visitor>
  void each_column(Visitor visit) {
    visit(index), visit(phase), visit(outcome), visit(http_status), visit(finish), visit(streamed);
    visit(scheduled_ns), visit(sent_ns), visit(connect_ns), visit(headers_ns), visit(first_event_ns), visit(first_ns);
    visit(first_visible_ns), visit(answer_ns), visit(last_ns), visit(finished_ns), visit(done_ns), visit(closed_ns);
    visit(max_tokens), visit(input_tokens), visit(output_tokens), visit(tokens_from), visit(first_read_tokens);
    visit(content_events), visit(content_reads), visit(max_gap_ns), visit(bytes_received), visit(reconnects);
    visit(server_cached_tokens), visit(server_prompt_tokens), visit(server_prompt_ns);
    visit(server_predicted_tokens), visit(server_predicted_ns), visit(flags);
  }
};

}  // namespace tokendyno::record
