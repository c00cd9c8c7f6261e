# SPDX-License-Identifier: MIT
"""Reads vLLM's /metrics, knowing nothing of tokendyno."""
import time
import urllib.request

COUNTS = {
    "output_tokens": "vllm:generation_tokens_total",
    "input_tokens": "vllm:prompt_tokens_total",
    "requests": "vllm:request_success_total",
    "ttft_s": "vllm:time_to_first_token_seconds_sum",
    "ttft_n": "vllm:time_to_first_token_seconds_count",
    "itl_s": "vllm:inter_token_latency_seconds_sum",
    "itl_n": "vllm:inter_token_latency_seconds_count",
    "tpot_s": "vllm:request_time_per_output_token_seconds_sum",
    "tpot_n": "vllm:request_time_per_output_token_seconds_count",
}


def fetch(url):
    with urllib.request.urlopen(url, timeout=10) as answer:
        return answer.read().decode()


def values(text, name):
    """The sum of a metric over all its labels."""
    found = 0.0
    for line in text.splitlines():
        head, _, value = line.rpartition(" ")
        if head.partition("{")[0] == name:
            found += float(value)
    return found


def running(url):
    """Requests the server is working on."""
    text = fetch(url + "/metrics")
    return values(text, "vllm:num_requests_running") + values(text, "vllm:num_requests_waiting")


class Growth:
    """What the server counts from here on."""

    def __init__(self, url):
        self.url = url
        self.before = self.read()

    def read(self):
        text = fetch(self.url + "/metrics")
        return {key: values(text, name) for key, name in COUNTS.items()}

    def after(self, requests, patience=5.0):
        """The growth once the server has counted so many requests, which it does a little later than it sends the end of
        one; or when the patience, in seconds, is at its end."""
        for _ in range(int(10 * patience)):
            now = self.read()
            grown = {key: now[key] - self.before[key] for key in COUNTS}
            if grown["requests"] >= requests:
                break
            time.sleep(0.1)
        return grown
