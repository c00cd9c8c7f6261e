// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/record/provenance.hpp>
#include <tokendyno/version.hpp>

#include <array>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <string>
#include <thread>

#include <sys/utsname.h>

namespace tokendyno {

/// `at` in UTC as ISO 8601, to the second.
[[nodiscard]] inline std::string utc_text(std::chrono::system_clock::time_point at) {
  auto const seconds = std::chrono::system_clock::to_time_t(at);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, 32> text{};
  auto const length = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return {text.data(), length};
}

/// The compiler this was compiled with, name and version.
[[nodiscard]] inline std::string compiler_name() {
#if defined(__clang__)
  return "clang " __clang_version__;
#elif defined(__GNUC__)
  return "g++ " __VERSION__;
#else
  return "unknown";
#endif
}

/// The model name of the first processor as /proc/cpuinfo gives it; empty where there is no such file.
[[nodiscard]] inline std::string cpu_name() {
  std::ifstream info{"/proc/cpuinfo"};
  std::string line;
  while (std::getline(info, line)) {
    if (line.rfind("model name", 0) != 0) continue;
    auto const colon = line.find(':');
    return colon == std::string::npos ? std::string{} : line.substr(line.find_first_not_of(" \t", colon + 1));
  }
  return {};
}

/// This machine and this build, with the wall clock of now.
[[nodiscard]] inline record::environment describe_machine() {
  record::environment result{.library_version = version,
                             .compiler = compiler_name(),
                             .cpu = cpu_name(),
                             .cores = std::thread::hardware_concurrency(),
                             .started_at = utc_text(std::chrono::system_clock::now())};
  utsname names{};
  if (::uname(&names) == 0) {
    result.kernel = std::string{names.sysname} + " " + names.release;
    result.host = names.nodename;
  }
  return result;
}

}  // namespace tokendyno
