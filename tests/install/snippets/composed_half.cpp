#include <tokendyno/tokendyno.hpp>
namespace td = tokendyno;

asio::awaitable<void> probe(td::client::chat_client& client, td::stats::histogram& ttft) {
  for (int i = 0; i < 20; ++i) {
    td::openai::chat_request request{.model = "llama-3-8b", .prompt = "Hello", .max_tokens = 64};
    auto const record = co_await client.stream(std::move(request));
    if (auto const first = td::metrics::ttft(record)) ttft.record(*first);
  }
}

int main() {}
