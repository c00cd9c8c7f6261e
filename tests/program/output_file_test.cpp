// SPDX-License-Identifier: MIT
#include <tokendyno/program/output_file.hpp>

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <unistd.h>

namespace td = tokendyno;
namespace fs = std::filesystem;

namespace {
std::string content(fs::path const& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

struct folder {
  fs::path path = fs::temp_directory_path() / ("tokendyno_output_" + std::to_string(::getpid()));
  folder() { fs::remove_all(path); }
  ~folder() { fs::remove_all(path); }
};
}  // namespace

TEST_CASE("content appears at the path when it is whole, folders are made") {
  folder const here;
  auto const path = here.path / "a" / "b.csv";
  td::program::output_file file{path.string()};
  CHECK_FALSE(fs::exists(path));
  file.write("x,y\n");
  CHECK(content(path) == "x,y\n");
  CHECK(std::distance(fs::directory_iterator{path.parent_path()}, {}) == 1);
}

TEST_CASE("an unwritten file leaves what was there, and nothing beside it") {
  folder const here;
  fs::create_directories(here.path);
  auto const path = here.path / "old";
  std::ofstream{path} << "old";
  {
    td::program::output_file const unused{path.string()};
  }
  CHECK(content(path) == "old");
  CHECK(std::distance(fs::directory_iterator{here.path}, {}) == 1);
}

TEST_CASE("a path that cannot be written is refused when it is opened") {
  folder const here;
  fs::create_directories(here.path);
  CHECK_THROWS_WITH_AS(td::program::output_file{"/proc/none/x.csv"},
                       "cannot make the folder /proc/none: No such file or directory", td::setup_error);
  CHECK_THROWS_AS(td::program::output_file{here.path.string()}, td::setup_error);
  td::program::output_file nothing{""};
  nothing.write("goes nowhere");
}
