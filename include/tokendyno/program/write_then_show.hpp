// SPDX-License-Identifier: MIT
#pragma once

namespace tokendyno::program {

/// Calls `write`, which puts results into files, then `show`, which prints them: the files do not wait for whoever
/// reads standard output. What `write` throws is thrown after `show`, so that figures no file has taken are seen.
template <class Write, class Show>
void write_then_show(Write write, Show show) {
  try {
    write();
  } catch (...) {
    show();
    throw;
  }
  show();
}

}  // namespace tokendyno::program
