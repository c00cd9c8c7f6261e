// SPDX-License-Identifier: MIT
// A simulated engine behind an OpenAI-compatible HTTP server: vLLM's scheduler, a roofline step time, real time.
#include <tokendyno/program.hpp>
#include <tokendyno/tokendyno.hpp>

#include <chrono>
#include <cstdio>
#include <string>
#include <thread>

namespace td = tokendyno;

int main(int argc, char** argv) {
  return td::program::run_main(argc, argv, [](int count, char const* const* words) -> int {
    td::serve::server_options options{.port = 8000};
    std::string profile = "rtx2000ada/qwen2.5-1.5b/bf16";
    std::string dialect = "vllm";
    double speed = 1;
    td::program::arguments args{"simulated_server", "Serves a simulated engine until Ctrl-C."};
    args.option("--profile", profile, "gpu/model/scheme; default: " + profile);
    args.option("--port", options.port, "port to listen at, 0 for any; default: 8000");
    args.option("--address", options.address, "address to listen at; default: 127.0.0.1");
    args.option("--model", options.model, "name of the model; default: the profile's");
    args.option("--api-key", options.api_key, "refuse requests without it");
    args.option("--max-model-len", options.max_model_len, "longest prompt and answer together; default: 4096");
    args.option("--max-queued", options.max_queued, "refuse when so many wait; default: no limit");
    args.option("--dialect", dialect, "vllm, llama-server, llama-cpp-python, llm-d, transformers; default: vllm");
    args.option("--speed", speed, "time compression, 10 for ten times as fast; default: 1");
    if (!args.parse(count, words)) return td::program::success;
    options.profile = td::sim::find_profile(profile);
    options.profile.speed = speed;
    options.dialect = td::serve::find_dialect(dialect);

    td::program::interrupt const interrupt;
    td::serve::server server{options};
    std::printf("%s\n%s\n", server.url().c_str(), options.profile.basis.c_str());
    std::fflush(stdout);
    while (!interrupt.requested()) std::this_thread::sleep_for(std::chrono::milliseconds{50});
    auto const done = server.gauge();
    std::printf("%llu requests finished, %llu tokens, %llu preemptions\n",
                static_cast<unsigned long long>(done.finished), static_cast<unsigned long long>(done.generation_tokens),
                static_cast<unsigned long long>(done.preemptions));
    return td::program::success;
  });
}
