// SPDX-License-Identifier: MIT
#include <tokendyno/serve/answer.hpp>

#include <doctest/doctest.h>

#include <string>

namespace td = tokendyno;

TEST_CASE("a streamed chat: role with the first token, finish with the last, usage, [DONE]") {
  td::serve::completion_request const asked{.prompt_tokens = 3, .max_tokens = 2, .stream = true, .include_usage = true};
  td::serve::answer const answer{asked, 1, "sim", 1700000000};
  std::string first;
  answer.append_token(first, 0, false);
  CHECK(first.find(R"("delta":{"role":"assistant","content":""})") != std::string::npos);
  CHECK(first.find(R"("content":" )" + std::string{answer.word(0)} + R"("})") != std::string::npos);
  CHECK(first.find("usage") == std::string::npos);
  std::string last;
  answer.append_token(last, 1, true);
  auto const finish = last.find(R"("finish_reason":"length")");
  auto const usage = last.find(R"("choices":[],"usage":{"prompt_tokens":3,"total_tokens":5,"completion_tokens":2})");
  auto const done = last.find("data: [DONE]\n\n");
  CHECK(finish < usage);
  CHECK(usage < done);
  CHECK(last.ends_with("e\r\ndata: [DONE]\n\n\r\n0\r\n\r\n"));
}

TEST_CASE("continuous usage counts in every event, from 0 in the role event") {
  td::serve::completion_request const asked{
      .prompt_tokens = 3, .max_tokens = 2, .stream = true, .include_usage = true, .continuous_usage = true};
  std::string out;
  td::serve::answer{asked, 1, "sim", 0}.append_token(out, 0, false);
  CHECK(out.find(R"("completion_tokens":0})") < out.find(R"("completion_tokens":1})"));
}

TEST_CASE("a whole answer has the text, the finish reason and the usage") {
  td::serve::completion_request const asked{.endpoint = td::openai::endpoint::completions, .prompt_tokens = 2};
  td::serve::answer const answer{asked, 9, "sim", 5};
  auto const body = answer.whole(2);
  CHECK(body.find(R"("object":"text_completion","created":5,"model":"sim")") != std::string::npos);
  CHECK(body.find(R"("text":" )" + std::string{answer.word(0)} + " " + std::string{answer.word(1)}) !=
        std::string::npos);
  CHECK(body.find(R"("usage":{"prompt_tokens":2,"total_tokens":4,"completion_tokens":2})") != std::string::npos);
}
