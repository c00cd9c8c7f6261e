// SPDX-License-Identifier: MIT
#include <tokendyno/program/arguments.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

namespace td = tokendyno;
using namespace std::chrono_literals;

namespace {
struct options {
  std::string url = "http://default";
  std::uint32_t requests = 100;
  std::vector<std::uint32_t> levels{1, 4};
  td::duration after{};
  std::optional<double> price;
  bool rows = false;
};

options parse(std::initializer_list<char const*> words) {
  options result;
  td::program::arguments args{"program", "Summary."};
  args.option("--url", result.url, "the server", "TOKENDYNO_TEST_URL");
  args.option("--requests", result.requests, "how many");
  args.option("--levels", result.levels, "a list");
  args.option("--after", result.after, "a time");
  args.option("--price", result.price, "an optional number");
  args.flag("--rows", result.rows, "a flag");
  std::vector<char const*> argv{"program"};
  argv.insert(argv.end(), words);
  bool const goes_on = args.parse(static_cast<int>(argv.size()), argv.data());  // throws through
  CHECK(goes_on);
  return result;
}
}  // namespace

TEST_CASE("defaults stand until an option is given") {
  auto const none = parse({});
  CHECK(none.url == "http://default");
  CHECK_FALSE(none.price);
  auto const given = parse({"--url", "http://a", "--requests=7", "--levels", "1,8,16", "--after=500ms", "--rows"});
  CHECK(given.url == "http://a");
  CHECK(given.requests == 7);
  CHECK(given.levels == std::vector<std::uint32_t>{1, 8, 16});
  CHECK(given.after == 500ms);
  CHECK(given.rows);
}

TEST_CASE("times take ms, s, min and bare seconds") {
  CHECK(parse({"--after", "2min"}).after == 2min);
  CHECK(parse({"--after", "1.5"}).after == 1500ms);
  CHECK(parse({"--price", "0.24"}).price == 0.24);
}

TEST_CASE("the environment comes before the default and after the command line") {
  ::setenv("TOKENDYNO_TEST_URL", "http://environment", 1);
  CHECK(parse({}).url == "http://environment");
  CHECK(parse({"--url", "http://line"}).url == "http://line");
  ::setenv("TOKENDYNO_TEST_URL", "", 1);
  CHECK(parse({}).url == "http://default");
  ::unsetenv("TOKENDYNO_TEST_URL");
}

TEST_CASE("a wrong command line is told in one line") {
  auto const message = [](std::initializer_list<char const*> words) -> std::string {
    try {
      parse(words);
    } catch (td::program::usage_error const& error) {
      return error.what();
    }
    return {};
  };
  CHECK(message({"--no-such"}) == "unknown option '--no-such' (see --help)");
  CHECK(message({"--requests"}) == "--requests needs a value");
  CHECK(message({"--requests", "-1"}) == "--requests: expected a whole number, got '-1'");
  CHECK(message({"--requests", "7x"}) == "--requests: expected a whole number, got '7x'");
  CHECK(message({"--requests", "4294967296"}) ==
        "--requests: expected a whole number of at most 4294967295, got '4294967296'");
  CHECK(message({"--after", "99999999999"}) == "--after: expected a time below 30 years");
  CHECK(message({"--after", "5h"}) == "--after: expected a time such as 30s, 500ms or 2min, got '5h'");
  CHECK(message({"--price", "nan"}) == "--price: expected a number, got 'nan'");
  CHECK(message({"--price", "inf"}) == "--price: expected a number, got 'inf'");
  CHECK(message({"--levels", "1,,2"}) == "--levels: expected a whole number, got ''");
  CHECK(message({"--rows=1"}) == "--rows takes no value");
}

TEST_CASE("a grid with a 0 or too much in it is refused before it is begun") {
  CHECK_NOTHROW(td::program::require_positive("--levels", std::vector<std::uint32_t>{1, 4}));
  CHECK_THROWS_WITH_AS(td::program::require_positive("--levels", std::vector<std::uint32_t>{1, 0, 4}),
                       "--levels: expected numbers of at least 1, got 0", td::program::usage_error);
  std::uint32_t const most = 65535;
  CHECK_NOTHROW(td::program::require_positive("--levels", std::vector<std::uint32_t>{1, most}, most));
  CHECK_THROWS_WITH_AS(td::program::require_positive("--levels", std::vector<std::uint32_t>{1, 65536}, most),
                       "--levels: expected numbers of at most 65535, got 65536", td::program::usage_error);
}

TEST_CASE("--help lists each option with its variable") {
  std::string url;
  td::program::arguments args{"program", "Summary."};
  args.option("--url", url, "the server", "URL");
  auto const help = args.help();
  CHECK(help.find("usage: program [options]\n\nSummary.") == 0);
  CHECK(help.find("--url VALUE") != std::string::npos);
  CHECK(help.find("[environment: URL]") != std::string::npos);
}
