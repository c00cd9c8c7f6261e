// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/record/outcome.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <numeric>

namespace tokendyno::metrics {

/// How the requests of a population ended. Every issued request ends in exactly one outcome.
struct outcome_counts {
  std::uint64_t issued = 0;
  std::array<std::uint64_t, record::outcome_count> by_outcome{};

  /// Counts one request.
  constexpr void add(record::outcome o) noexcept {
    ++issued;
    ++by_outcome[static_cast<std::size_t>(o)];
  }
  /// Requests that ended as `o`.
  [[nodiscard]] constexpr std::uint64_t of(record::outcome o) const noexcept {
    return by_outcome[static_cast<std::size_t>(o)];
  }
  /// Requests with a whole answer.
  [[nodiscard]] constexpr std::uint64_t completed() const noexcept { return of(record::outcome::completed); }
  /// Requests given up by the client at the end of the run.
  [[nodiscard]] constexpr std::uint64_t cancelled() const noexcept { return of(record::outcome::cancelled); }
  /// Requests of all failure classes.
  [[nodiscard]] constexpr std::uint64_t failed() const noexcept {
    return std::accumulate(by_outcome.begin(), by_outcome.end(), std::uint64_t{0}) - completed() - cancelled();
  }
  /// Failed ÷ issued; 0 if none was issued.
  [[nodiscard]] constexpr double failed_share() const noexcept {
    return issued == 0 ? 0 : static_cast<double>(failed()) / static_cast<double>(issued);
  }
  /// True if issued = completed + failed + cancelled.
  [[nodiscard]] constexpr bool conserved() const noexcept { return issued == completed() + failed() + cancelled(); }

  friend bool operator==(outcome_counts const&, outcome_counts const&) = default;
};

}  // namespace tokendyno::metrics
