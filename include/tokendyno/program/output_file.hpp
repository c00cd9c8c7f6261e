// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/error.hpp>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

#include <sys/stat.h>
#include <unistd.h>

namespace tokendyno::program {

/// A file that is opened before a run and written after it, so that a path that cannot be written is found out before
/// an hour was spent. What stood at the path stays until the new content is whole; a symbolic link stays and the file
/// it leads to is replaced. A path that is no regular file (a pipe, a device, standard output) is written as it stands.
class output_file {
 public:
  /// Nothing to write to; `write` does nothing.
  output_file() = default;

  /// Makes the folders of `path` and opens a file beside it; waits for a reader if it is a named pipe. Throws
  /// `setup_error` naming the path and the reason.
  explicit output_file(std::string path) : path_{std::move(path)} {
    if (path_.empty()) return;
    make_folders();
    struct stat found{};
    bool const exists = ::stat(path_.c_str(), &found) == 0;
    if (!exists && errno != ENOENT) fail(errno);
    if (exists && S_ISDIR(found.st_mode)) throw setup_error{"cannot write " + path_ + ": it is a folder"};
    if (exists && is_standard_output(found)) {
      // Opened anew, a file behind standard output would be written from its beginning, over what was printed.
      int const copy = ::dup(STDOUT_FILENO);
      file_ = copy < 0 ? nullptr : ::fdopen(copy, "wb");
    } else if (exists && !S_ISREG(found.st_mode)) {
      file_ = std::fopen(path_.c_str(), "wb");
    } else {
      target_ = followed(path_);
      open_beside();
    }
    if (file_ == nullptr) fail(errno);
  }

  output_file(output_file&& other) noexcept
      : path_{std::move(other.path_)},
        target_{std::exchange(other.target_, {})},
        file_{std::exchange(other.file_, nullptr)} {}
  output_file& operator=(output_file&& other) noexcept {
    std::swap(path_, other.path_);
    std::swap(target_, other.target_);
    std::swap(file_, other.file_);
    return *this;
  }
  ~output_file() {
    if (file_ == nullptr) return;
    std::fclose(file_);
    if (!target_.empty()) std::remove(partial().c_str());
  }

  [[nodiscard]] std::string const& path() const noexcept { return path_; }

  /// Writes `content` and puts the file in its place, instead of what an earlier call has put there; what is no regular
  /// file is written once. Throws `setup_error` if the disk does not take it.
  void write(std::string_view content) {
    if (file_ == nullptr) {
      if (target_.empty()) return;
      open_beside();
    }
    bool good = std::fwrite(content.data(), 1, content.size(), file_) == content.size();
    good = std::fclose(std::exchange(file_, nullptr)) == 0 && good;
    good = good && (target_.empty() || std::rename(partial().c_str(), target_.c_str()) == 0);
    if (good) return;
    int const reason = errno;
    if (!target_.empty()) std::remove(partial().c_str());
    fail(reason);
  }

  /// Writes what there is of the content so far, so that it outlives the program; a whole one follows. Waits for that
  /// one where nothing can be taken back: at a path that is no regular file. Throws like `write`.
  void checkpoint(std::string_view content) {
    if (!target_.empty()) write(content);
  }

 private:
  [[noreturn]] void fail(int reason) const {
    throw setup_error{"cannot write " + path_ + ": " + std::strerror(reason)};
  }

  [[nodiscard]] static bool is_standard_output(struct stat const& file) {
    struct stat out{};
    return ::fstat(STDOUT_FILENO, &out) == 0 && out.st_dev == file.st_dev && out.st_ino == file.st_ino;
  }

  /// Where symbolic links lead, even if nothing stands there yet.
  [[nodiscard]] static std::string followed(std::string path) {
    std::array<char, 4096> buffer{};
    while (true) {
      auto const size = ::readlink(path.c_str(), buffer.data(), buffer.size());
      if (size < 0) return path;
      std::string const next{buffer.data(), static_cast<std::size_t>(size)};
      path = next.starts_with('/') ? next : path.substr(0, path.rfind('/') + 1) + next;
    }
  }

  [[nodiscard]] std::string partial() const { return target_ + ".partial"; }

  void open_beside() {
    file_ = std::fopen(partial().c_str(), "wb");
    if (file_ == nullptr) fail(errno);
  }

  void make_folders() const {
    for (auto slash = path_.find('/', 1); slash != std::string::npos; slash = path_.find('/', slash + 1)) {
      auto const folder = path_.substr(0, slash);
      if (::mkdir(folder.c_str(), 0777) != 0 && errno != EEXIST) {
        throw setup_error{"cannot make the folder " + folder + ": " + std::strerror(errno)};
      }
    }
  }

  std::string path_;
  std::string target_;  ///< what is replaced; empty if the path is written as it stands
  std::FILE* file_ = nullptr;
};

}  // namespace tokendyno::program
