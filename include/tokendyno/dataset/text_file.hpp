// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/error.hpp>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>

namespace tokendyno::dataset {

/// The whole content of the file at `path`. Throws `setup_error` naming the path and the reason.
[[nodiscard]] inline std::string read_text_file(std::string const& path) {
  auto const close = [](std::FILE* file) { std::fclose(file); };
  std::unique_ptr<std::FILE, decltype(close)> const file{std::fopen(path.c_str(), "rb"), close};
  std::string text;
  if (file) {
    char piece[16384];
    while (auto const n = std::fread(piece, 1, sizeof piece, file.get())) text.append(piece, n);
  }
  if (!file || std::ferror(file.get()) != 0) throw setup_error{"cannot read " + path + ": " + std::strerror(errno)};
  return text;
}

}  // namespace tokendyno::dataset
