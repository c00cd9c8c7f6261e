// SPDX-License-Identifier: MIT
#include <tokendyno/tokendyno.hpp>

#include <cstdio>

int main() {
  // A type of each linked library, so that the link is put to the test as well.
  asio::io_context context;
  simdjson::ondemand::parser parser;
  llhttp_settings_t settings;
  llhttp_settings_init(&settings);
  return std::printf("tokendyno %s\n", tokendyno::version) > 0 ? 0 : 1;
}
