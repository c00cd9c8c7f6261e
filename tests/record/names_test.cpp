// SPDX-License-Identifier: MIT
#include <tokendyno/record/finish_reason.hpp>
#include <tokendyno/record/outcome.hpp>
#include <tokendyno/record/token_source.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <set>
#include <string_view>

namespace {

namespace record = tokendyno::record;
using record::failure_kind;
using record::finish_reason;
using record::outcome;

TEST_CASE("each outcome has a name of its own") {
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < record::outcome_count; ++i) names.insert(name(static_cast<outcome>(i)));
  CHECK(names.size() == record::outcome_count);
  CHECK(names.count("") == 0);
  CHECK(name(outcome::completed) == "completed");
  CHECK(name(outcome::timeout_idle) == "timeout_idle");
  CHECK(name(outcome::cancelled) == "cancelled");
}

TEST_CASE("failures say whom to ask") {
  CHECK(kind(outcome::completed) == failure_kind::none);
  CHECK(kind(outcome::cancelled) == failure_kind::none);
  CHECK(kind(outcome::http_4xx, 404) == failure_kind::setup);
  CHECK(kind(outcome::http_429, 429) == failure_kind::overload);
  CHECK(kind(outcome::timeout_first_token) == failure_kind::overload);
  CHECK(kind(outcome::http_5xx, 503) == failure_kind::overload);
  CHECK(kind(outcome::http_5xx, 500) == failure_kind::other);
  CHECK(kind(outcome::in_stream_error, 503) == failure_kind::overload);
  CHECK(kind(outcome::in_stream_error, 500) == failure_kind::other);
  CHECK(kind(outcome::reset) == failure_kind::other);
}

TEST_CASE("a server's finish reason is known by its word") {
  for (auto const f : {finish_reason::stop, finish_reason::length, finish_reason::tool_calls,
                       finish_reason::content_filter, finish_reason::abort})
    CHECK(record::parse_finish_reason(name(f)) == f);
  CHECK(record::parse_finish_reason("") == finish_reason::none);
  CHECK(record::parse_finish_reason("function_call") == finish_reason::tool_calls);
  CHECK(record::parse_finish_reason("eos") == finish_reason::other);
  CHECK(is_success(finish_reason::length));
  CHECK_FALSE(is_success(finish_reason::abort));
  CHECK_FALSE(is_success(finish_reason::none));
  CHECK_FALSE(is_success(finish_reason::other));
}

TEST_CASE("token sources have names") {
  CHECK(name(record::token_source::usage) == "usage");
  CHECK(name(record::token_source::timings) == "timings");
  CHECK(name(record::token_source::unknown) == "unknown");
}

}  // namespace
