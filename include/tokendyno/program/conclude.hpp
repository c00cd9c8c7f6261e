// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/error.hpp>
#include <tokendyno/metrics/run_result.hpp>
#include <tokendyno/program/main.hpp>

#include <string>

namespace tokendyno::program {

/// The exit code of a program whose last run was `result`; its files are written by then. Throws `setup_error` with the
/// server's own words if the run ended itself, or if not one request completed.
[[nodiscard]] inline int conclude(metrics::run_result const& result) {
  if (!result.aborted.empty()) throw setup_error{result.settings.url + " says: " + result.aborted};
  if (result.interrupted) return interrupted;
  if (result.summary.run.completed() > 0) return success;
  std::string const why = result.log.errors.empty() ? std::string{"no reason given"} : result.log.errors.front().second;
  throw setup_error{"no request to " + result.settings.url + " completed: " + why};
}

}  // namespace tokendyno::program
