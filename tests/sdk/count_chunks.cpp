// SPDX-License-Identifier: MIT
// What openai::exchange makes of responses that lie in files: a line of JSON each, for comparing with the SDKs.
#include <tokendyno/openai/exchange.hpp>
#include <tokendyno/record/outcome.hpp>
#include <tokendyno/record/request_record.hpp>
#include <tokendyno/sse/padded_buffer.hpp>
#include <tokendyno/text/json.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <fstream>
#include <iterator>
#include <span>
#include <stdexcept>
#include <string>

namespace td = tokendyno;

namespace {

std::string line_of(std::string const& path) {
  std::ifstream file{path, std::ios::binary};
  if (!file) throw std::runtime_error{"cannot read " + path};
  std::string bytes{std::istreambuf_iterator<char>{file}, {}};
  auto const size = bytes.size();
  bytes.resize(size + td::sse::padding);

  td::record::request_record record;
  td::openai::exchange exchange;
  exchange.start(record, true, true);
  td::time_point const at{std::chrono::seconds{1}};
  if (exchange.feed(std::span<char const>{bytes}.first(size), at) == td::openai::exchange::status::more) {
    exchange.finish(at);
  }
  std::uint64_t chunks = 0;
  for (auto const& read : record.reads) chunks += read.events;
  // An error event is raised by the SDKs, not handed out.
  if (record.outcome == td::record::outcome::in_stream_error && !record.error.starts_with("finish_reason: ")) --chunks;

  std::string out = "{\"chunks\":" + std::to_string(chunks) + ",\"tokens\":" + std::to_string(record.output_tokens) +
                    ",\"status\":" + std::to_string(record.http_status) + ",\"outcome\":";
  td::text::append_json_string(out, td::record::name(record.outcome));
  out += ",\"text\":";
  td::text::append_json_string(out, record.text);
  out += ",\"error\":";
  td::text::append_json_string(out, record.error);
  return out + "}";
}

}  // namespace

int main(int argc, char** argv) {
  try {
    for (int i = 1; i < argc; ++i) std::puts(line_of(argv[i]).c_str());
  } catch (std::exception const& error) {
    std::fprintf(stderr, "count_chunks: %s\n", error.what());
    return 1;
  }
  return 0;
}
