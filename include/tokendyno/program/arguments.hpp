// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/program/error.hpp>
#include <tokendyno/program/value.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tokendyno::program {

/// The options of a program, each bound to a variable that holds its default:
/// ```
/// program::arguments args{"chat_run", "Puts one load on a server and says what its users feel."};
/// args.option("--url", url, "server to measure", "URL");
/// if (!args.parse(argc, argv)) return 0;
/// ```
/// The last word of `option` names an environment variable that is read when the option is not given; empty counts as
/// not set.
class arguments {
 public:
  arguments(std::string program, std::string summary) : program_{std::move(program)}, summary_{std::move(summary)} {}

  /// An option with a value, `--name VALUE` or `--name=VALUE`.
  template <class T>
  void option(std::string name, T& value, std::string help, std::string environment = {}) {
    auto const read = [name, &value](std::string_view text) { read_value(name, text, value); };
    entries_.push_back({std::move(name), std::move(help), std::move(environment), true, read});
  }

  /// An option without a value that sets `value` to `to`.
  void flag(std::string name, bool& value, std::string help, bool to = true) {
    entries_.push_back({std::move(name), std::move(help), {}, false, [&value, to](std::string_view) { value = to; }});
  }

  /// Reads the environment, then the command line. False after `--help`, which is printed to standard output.
  /// Throws `usage_error` on an unknown option, a missing value or a value that does not read.
  [[nodiscard]] bool parse(int argc, char const* const* argv) const {
    for (auto const& entry : entries_) {
      if (entry.environment.empty()) continue;
      char const* const text = std::getenv(entry.environment.c_str());
      if (text != nullptr && *text != '\0') entry.read(text);
    }
    std::span const words{argv, static_cast<std::size_t>(argc)};
    for (std::size_t i = 1; i < words.size(); ++i) {
      std::string_view const word = words[i];
      if (word == "--help" || word == "-h") {
        std::fputs(help().c_str(), stdout);
        return false;
      }
      auto const equals = word.find('=');
      auto const& entry = find(word.substr(0, equals));
      if (!entry.has_value) {
        if (equals != std::string_view::npos) throw usage_error{entry.name + " takes no value"};
        entry.read({});
      } else if (equals != std::string_view::npos) {
        entry.read(word.substr(equals + 1));
      } else {
        if (i + 1 == words.size()) throw usage_error{entry.name + " needs a value"};
        entry.read(words[++i]);
      }
    }
    return true;
  }

  /// What `--help` prints.
  [[nodiscard]] std::string help() const {
    std::string text = "usage: " + program_ + " [options]\n\n" + summary_ + "\n\noptions:\n";
    for (auto const& entry : entries_) {
      auto line = "  " + entry.name + (entry.has_value ? " VALUE" : "");
      line.resize(std::max<std::size_t>(line.size() + 2, 30), ' ');
      text += line + entry.help;
      if (!entry.environment.empty()) text += " [environment: " + entry.environment + "]";
      text += '\n';
    }
    return text + "  --help                      this text\n";
  }

 private:
  struct definition {
    std::string name;
    std::string help;
    std::string environment;
    bool has_value;
    std::function<void(std::string_view)> read;
  };

  [[nodiscard]] definition const& find(std::string_view name) const {
    for (auto const& each : entries_) {
      if (each.name == name) return each;
    }
    throw usage_error{"unknown option '" + std::string{name} + "' (see --help)"};
  }

  std::string program_;
  std::string summary_;
  std::vector<definition> entries_;
};

}  // namespace tokendyno::program
