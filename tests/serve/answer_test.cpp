// SPDX-License-Identifier: MIT
#include <tokendyno/serve/answer.hpp>

#include <tokendyno/serve/dialects/llama_server.hpp>
#include <tokendyno/serve/dialects/vllm.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <string>

namespace td = tokendyno;
namespace dialects = td::serve::dialects;
using namespace std::chrono_literals;

namespace {
td::serve::values known() {
  td::serve::values out;
  out.set("id", "1").set("created", "1700000000").set("model", "sim").set("sim", "simulated");
  return out;
}
}  // namespace

TEST_CASE("a streamed chat: role with the first token, finish with the last, usage, [DONE]") {
  td::serve::completion_request const asked{.prompt_tokens = 3, .max_tokens = 2, .stream = true, .include_usage = true};
  td::serve::answer answer{dialects::vllm, asked, 1, known()};
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
  td::serve::answer{dialects::vllm, asked, 1, known()}.append_token(out, 0, false);
  CHECK(out.find(R"("completion_tokens":0,)") < out.find(R"("completion_tokens":1,)"));
}

TEST_CASE("token ids stand in every event if they were asked for") {
  td::serve::completion_request const asked{
      .prompt_tokens = 3, .max_tokens = 2, .stream = true, .return_token_ids = true};
  std::string out;
  td::serve::answer answer{dialects::vllm, asked, 1, known()};
  answer.append_token(out, 0, false);
  answer.append_token(out, 1, true);
  CHECK(out.find(R"("prompt_token_ids":[31,38,45])") != std::string::npos);
  CHECK(out.find(R"("token_ids":[31]}]})") < out.find(R"("token_ids":[38]}])"));
  CHECK(out.find("null}]}") == std::string::npos);
}

TEST_CASE("a whole answer has the text, the finish reason and the usage") {
  td::serve::completion_request const asked{.endpoint = td::openai::endpoint::completions, .prompt_tokens = 2};
  td::serve::answer answer{dialects::vllm, asked, 9, known()};
  auto const body = answer.whole(2);
  CHECK(body.find(R"("object":"text_completion","created":1700000000,"model":"sim")") != std::string::npos);
  CHECK(body.find(R"("text":" )" + std::string{answer.word(0)} + " " + std::string{answer.word(1)}) !=
        std::string::npos);
  CHECK(body.find(R"("usage":{"prompt_tokens":2,"total_tokens":4,"completion_tokens":2,)") != std::string::npos);
}

TEST_CASE("timings are the engine's: the prompt by its tokens, the answer by the intervals behind its first token") {
  td::serve::completion_request const asked{.prompt_tokens = 4, .max_tokens = 3, .stream = true};
  td::serve::answer answer{dialects::llama_server, asked, 1, known()};
  CHECK(answer.whole(3, {.prompt = 20ms, .predicted = 8ms})
            .ends_with(R"("timings":{"cache_n":0,"prompt_n":4,"prompt_ms":20,"prompt_per_token_ms":5,)"
                       R"("prompt_per_second":200,"predicted_n":3,"predicted_ms":8,"predicted_per_token_ms":4,)"
                       R"("predicted_per_second":250}})"));
}
