// SPDX-License-Identifier: MIT
#include <tokendyno/program/output_file.hpp>

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>

#include <sys/stat.h>
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

TEST_CASE("a named pipe is written as it stands, and once") {
  folder const here;
  fs::create_directories(here.path);
  auto const path = here.path / "pipe";
  REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
  std::string got;
  std::thread reader{[&] { got = content(path); }};
  {
    td::program::output_file file{path.string()};
    file.checkpoint("half");
    file.write("whole");
    file.write("again");
  }
  reader.join();
  CHECK(got == "whole");
  CHECK(fs::is_fifo(path));
  CHECK(std::distance(fs::directory_iterator{here.path}, {}) == 1);
}

TEST_CASE("a symbolic link stays, what it leads to is replaced") {
  folder const here;
  fs::create_directories(here.path / "real");
  auto const target = here.path / "real" / "file";
  auto const link = here.path / "link";
  auto const second = here.path / "second";
  fs::create_symlink("real/file", link);
  fs::create_symlink(fs::absolute(link), second);
  {
    td::program::output_file file{second.string()};  // leads to nothing yet
    CHECK(fs::exists(target.string() + ".partial"));
    file.write("first");
  }
  CHECK(content(target) == "first");
  td::program::output_file{link.string()}.write("second");
  CHECK(content(target) == "second");
  CHECK(fs::is_symlink(link));
  CHECK(fs::is_symlink(second));
  CHECK(std::distance(fs::directory_iterator{target.parent_path()}, {}) == 1);
  CHECK(std::distance(fs::directory_iterator{here.path}, {}) == 3);

  fs::create_symlink("loop", here.path / "loop");
  CHECK_THROWS_WITH_AS(
      td::program::output_file{(here.path / "loop").string()},
      ("cannot write " + (here.path / "loop").string() + ": Too many levels of symbolic links").c_str(),
      td::setup_error);
}

TEST_CASE("the file behind standard output is written where the printing is, not over it") {
  folder const here;
  fs::create_directories(here.path);
  auto const path = here.path / "printed";
  int const before = ::dup(STDOUT_FILENO);
  std::fflush(stdout);
  REQUIRE(std::freopen(path.c_str(), "wb", stdout) != nullptr);
  std::fputs("table\n", stdout);
  std::fflush(stdout);
  td::program::output_file{path.string()}.write("rows\n");
  std::fputs("end\n", stdout);
  std::fflush(stdout);
  ::dup2(before, STDOUT_FILENO);
  ::close(before);
  CHECK(content(path) == "table\nrows\nend\n");
}

TEST_CASE("a checkpoint stands at the path until the next, and outlives the file") {
  folder const here;
  auto const path = here.path / "rows.csv";
  {
    td::program::output_file file{path.string()};
    file.checkpoint("1\n");
    CHECK(content(path) == "1\n");
    file.checkpoint("1\n2\n");
    CHECK(content(path) == "1\n2\n");
    CHECK(std::distance(fs::directory_iterator{here.path}, {}) == 1);
  }
  CHECK(content(path) == "1\n2\n");
  td::program::output_file file{path.string()};
  file.checkpoint("1\n");
  file.write("whole\n");
  CHECK(content(path) == "whole\n");
  td::program::output_file{}.checkpoint("goes nowhere");
}
