#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""BF16 against Q8_0 on llama.cpp's own llama-server, and what we measure against what the server says of itself.

  llama_server.py PROGRAMS [REQUESTS]     (the folder of chat_run and compare; 16 requests a cell)

Two minutes; nine more when the server is built for the first time. The last line is "N passed, N failed".
"""
import json
import re
import subprocess
import sys
import urllib.request
from collections import namedtuple

from support import HERE, Programs, Server, built, check, finish, folder, give_up, mean, rows_of, within

LEVELS = (1, 4, 8)
TOKENS = 32
WORDS = 8  # some 50 tokens: the vocabulary is of single characters
FTYPES = {"bf16": "BF16", "q8_0": "Q8_0"}
COUNTERS = {"predicted": "llamacpp:tokens_predicted_total", "prompt": "llamacpp:prompt_tokens_total",
            "cached": "llamacpp:prompt_tokens_cached_total"}
Counted = namedtuple("Counted", COUNTERS)

if len(sys.argv) not in (2, 3) or sys.argv[1].startswith("-"):
    print(__doc__)
    sys.exit(2)
requests = int(sys.argv[2]) if len(sys.argv) == 3 else 16
out = folder()
programs = Programs(sys.argv[1], out)
binary = built("build_llama_server.sh")
if subprocess.run([HERE.parent / "engine" / "install.sh", "--models"], stdin=subprocess.DEVNULL).returncode:
    give_up("there are no models")
models = HERE.parent.parent / ".cache" / "engine" / "models"


def serve(name):
    return Server(lambda port: [binary, "-m", models / f"{name}.gguf", "-a", name, "-np", "8", "-c", "4096", "-t", "1",
                                "--metrics", "--no-ui", "--host", "127.0.0.1", "--port", str(port)],
                  "/health", out / f"{name}.log", patience=120)


def counted(server):
    return Counted(*(server.counter(name) for name in COUNTERS.values()))


def number(row, column):
    return float(row[column])


def check_tokens(name, rows, before, after):
    """Every token that the server has counted is in a row, and no other."""
    grown = Counted(*(b - a for a, b in zip(before, after)))
    ours = sum(int(row["output_tokens"] or 0) for row in rows)
    said = sum(int(row["server_predicted_tokens"] or 0) for row in rows)
    check(f"{name}: output tokens = the growth of its counter", ours > 0 and ours == grown.predicted,
          f"{ours} here, {grown.predicted:.0f} there")
    check(f"{name}: output tokens = the sum of its timings", ours == said, f"{ours} here, {said} there")
    ours = sum(int(row["input_tokens"] or 0) for row in rows)
    check(f"{name}: input tokens = computed + cached", ours > 0 and ours == grown.prompt + grown.cached,
          f"{ours} here, {grown.prompt:.0f} + {grown.cached:.0f} there")


def check_times(name, rows, alone):
    """TTFT and TPOT of the completed requests against `timings`."""
    done = [row for row in rows if row["outcome"] == "completed" and row["phase"] == "measured"]
    ttft, theirs = mean(number(row, "ttft_ms") for row in done), mean(number(row, "server_prompt_ms") for row in done)
    # The server sends the headers when it takes a prompt up. What lies before is the wait for the step that was running
    # when the request came, which `prompt_ms` leaves out; alone there is only what HTTP and a busy machine add.
    wait = mean(number(row, "headers_ms") - number(row, "sent_ms") for row in done)
    taken = mean(number(row, "first_ms") - number(row, "headers_ms") for row in done)
    said = f"TTFT {ttft:.2f} = {wait:.2f} waiting + {taken:.2f} ms, there {theirs:.2f} ms"
    if alone:
        check(f"{name}: mean TTFT within 2 ms + 5 %", within(ttft, theirs), said)
    else:
        check(f"{name}: mean TTFT from the prompt's turn on within 2 ms + 5 %", within(taken, theirs), said)
    tpot, theirs = mean(number(row, "tpot_ms") for row in done), mean(number(row, "server_tpot_ms") for row in done)
    check(f"{name}: mean TPOT within 2 ms + 5 %", within(tpot, theirs), f"{tpot:.2f} here, {theirs:.2f} ms there")


def check_rows(name, result, alone):
    """The result itself says that it agrees with the server; of TTFT only where no request waits for a step."""
    rows = {(row["figure"], row["source"]): row for row in result["cross_check"]}
    wanted = [("output_tokens", "timings"), ("output_tokens", "/metrics"), ("input_tokens", "/metrics"),
              ("mean_tpot_ms", "timings")] + [("mean_ttft_ms", "timings")] * alone
    odd = [f"{figure} ({source}): {rows.get((figure, source), 'not there')}" for figure, source in wanted
           if not rows.get((figure, source), {}).get("agrees")]
    check(f"{name}: the result agrees with the server on all it can", not odd, "; ".join(odd))


def check_winners(page, cells):
    """The comparison names an arm, or neither, for each load, and the right one."""
    line = re.search(rf"More tok/s at max tokens {TOKENS}: ([^\n]*)\.$", page, re.M)
    named = {}
    for part in line[1].split("; ") if line else ():
        arm, loads = part.split(" at concurrency ")
        named |= {int(load): arm for load in loads.split(", ")}
    right = {}
    for level in LEVELS:
        bf16, q8_0 = (json.loads((out / "results" / f"run-{arm}-c{level}-t{TOKENS}.json").read_text())["throughput_tok_s"]
                      for arm in ("bf16", "q8_0"))
        cells.append(f"{level}: {bf16:.0f}/{q8_0:.0f}")
        right[level] = "about even" if abs(q8_0 / bf16 - 1) < 0.02 else "q8_0" if q8_0 > bf16 else "bf16"
    check("the comparison says at each concurrency which arm wins", named == right,
          f"{line[0] if line else 'nothing'} (bf16/q8_0 tok/s {', '.join(cells)})")


servers = {arm: serve(arm) for arm in FTYPES}
for arm, server in servers.items():
    with urllib.request.urlopen(server.url + "/v1/models", timeout=10) as answer:
        listed = json.load(answer)
    kind = re.search(r'"ftype": ?"([^"]*)"', json.dumps(listed))
    check(f"{arm}: the server knows what it serves", bool(kind) and kind[1] == FTYPES[arm], kind[1] if kind else str(listed)[:200])

before = {arm: counted(server) for arm, server in servers.items()}
code, said, complaint = programs.call("compare", "--baseline", servers["bf16"].url, "--candidate", servers["q8_0"].url,
                                      "--baseline-name", "bf16", "--candidate-name", "q8_0", "--concurrency",
                                      ",".join(map(str, LEVELS)), "--input-tokens", WORDS, "--max-tokens", TOKENS,
                                      "--requests", requests, "--extra-body", '"cache_prompt":false', "--rows", "--out-dir", out / "results", seconds=600)
if not check("compare is done", code == 0, complaint):
    finish()
print(said)
after = {arm: counted(server) for arm, server in servers.items()}
for arm in FTYPES:
    everything = []
    for level in LEVELS:
        name = f"{arm}, {level} in flight"
        rows = rows_of(out / "results" / f"requests-{arm}-c{level}-t{TOKENS}.csv")
        everything += rows
        least = max(requests, 4 * level)
        completed = [row for row in rows if row["outcome"] == "completed"]
        check(f"{name}: no request lost", len(completed) == len(rows) >= least,
              f"{len(completed)} of {len(rows)} completed, {sum(int(row['reconnects']) for row in rows)} reconnects")
        check(f"{name}: a connection that it had closed was a reconnect", any(row["reconnects"] != "0" for row in rows))
        check(f"{name}: each with {TOKENS} tokens", {row["output_tokens"] for row in completed} == {str(TOKENS)})
        if completed:
            check_times(name, rows, level == 1)
            check_rows(name, json.loads((out / "results" / f"run-{arm}-c{level}-t{TOKENS}.json").read_text()), level == 1)
    check_tokens(arm, everything, before[arm], after[arm])
check_winners((out / "results" / "comparison.md").read_text().replace("\\", ""), [])

before = counted(servers["q8_0"])
code, complaint, result, rows = programs.chat_run("run", servers["q8_0"].url, "--concurrency", 8, "--requests", 32,
                                                  "--input-tokens", WORDS, "--max-tokens", TOKENS, "--extra-body",
                                                  '"cache_prompt":false,"ignore_eos":true')
if check("chat_run is done", code == 0 and result is not None, complaint):
    check("chat_run: no request lost", {row["outcome"] for row in rows} == {"completed"},
          f"{len(rows)} requests, {sum(int(row['reconnects']) for row in rows)} reconnects")
    check("chat_run: nothing out of the server's cache", {row["server_cached_tokens"] for row in rows} == {"0"})
    check_tokens("chat_run", rows, before, counted(servers["q8_0"]))
    check_times("chat_run, 8 in flight", rows, False)
    check_rows("chat_run, 8 in flight", result, False)
finish()
