// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/error.hpp>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

#include <sys/stat.h>

namespace tokendyno::program {

/// A file that is opened before a run and written after it, so that a path that cannot be written is found out before
/// an hour was spent. What stood at the path stays until the new content is whole.
class output_file {
 public:
  /// Nothing to write to; `write` does nothing.
  output_file() = default;

  /// Makes the folders of `path` and opens a file beside it. Throws `setup_error` naming the path and the reason.
  explicit output_file(std::string path) : path_{std::move(path)} {
    if (path_.empty()) return;
    make_folders();
    struct stat found{};
    if (::stat(path_.c_str(), &found) == 0 && S_ISDIR(found.st_mode)) {
      throw setup_error{"cannot write " + path_ + ": it is a folder"};
    }
    file_ = std::fopen(partial().c_str(), "wb");
    if (file_ == nullptr) throw setup_error{"cannot write " + path_ + ": " + std::strerror(errno)};
  }

  output_file(output_file&& other) noexcept
      : path_{std::move(other.path_)}, file_{std::exchange(other.file_, nullptr)} {}
  output_file& operator=(output_file&& other) noexcept {
    std::swap(path_, other.path_);
    std::swap(file_, other.file_);
    return *this;
  }
  ~output_file() {
    if (file_ == nullptr) return;
    std::fclose(file_);
    std::remove(partial().c_str());
  }

  [[nodiscard]] std::string const& path() const noexcept { return path_; }

  /// Writes `content` and puts the file in its place; once. Throws `setup_error` if the disk does not take it.
  void write(std::string_view content) {
    if (file_ == nullptr) return;
    bool good = std::fwrite(content.data(), 1, content.size(), file_) == content.size();
    good = std::fclose(std::exchange(file_, nullptr)) == 0 && good;
    good = good && std::rename(partial().c_str(), path_.c_str()) == 0;
    if (good) return;
    std::string const reason = std::strerror(errno);
    std::remove(partial().c_str());
    throw setup_error{"cannot write " + path_ + ": " + reason};
  }

 private:
  [[nodiscard]] std::string partial() const { return path_ + ".partial"; }

  void make_folders() const {
    for (auto slash = path_.find('/', 1); slash != std::string::npos; slash = path_.find('/', slash + 1)) {
      auto const folder = path_.substr(0, slash);
      if (::mkdir(folder.c_str(), 0777) != 0 && errno != EEXIST) {
        throw setup_error{"cannot make the folder " + folder + ": " + std::strerror(errno)};
      }
    }
  }

  std::string path_;
  std::FILE* file_ = nullptr;
};

}  // namespace tokendyno::program
