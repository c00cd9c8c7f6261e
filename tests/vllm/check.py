#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Holds what our programs say of a running vLLM against what it counts itself. Standard library only.

  check.py PROGRAMS URL PID OUT_FOLDER [REQUESTS]

PROGRAMS is the folder of chat_run and chat_grid; PID is the server's, which is ended in the middle of a stream at last.
"""
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from metrics import Growth, running

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "conformance"))
from support import check, finish, rows_of, within  # noqa: E402

VERSION = "0.32.0"
LEVELS = (1, 4, 8)
TOKENS = 64
# Byte-level tokens often show no text; with running counts the first token is seen none the less.
COUNTED = ("--extra-body", '"stream_options":{"include_usage":true,"continuous_usage_stats":true}')


def load():
    return f"{os.getloadavg()[0]:.1f}"


class Bench:
    def __init__(self, programs, url, out):
        self.programs, self.url, self.out = Path(programs), url, Path(out)

    def start(self, program, *options):
        command = [self.programs / program, "--url", self.url, *map(str, options)]
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def call(self, program, *options):
        process = self.start(program, *options)
        try:
            said, complaint = process.communicate(timeout=180)
        except subprocess.TimeoutExpired:
            process.kill()
            said, complaint = process.communicate()
            complaint += f"{program} did not end"
        return process.returncode, said, complaint.strip()

    def chat(self, name, *options):
        """One chat_run of the measured shape; its run JSON and its rows."""
        files = self.out / f"{name}.json", self.out / f"{name}.csv"
        code, said, complaint = self.call("chat_run", "--input-tokens", 16, "--max-tokens", TOKENS, "--ignore-eos",
                                          "--json", files[0], "--rows", files[1], *options)
        if code:
            print(said, complaint)
            return None, []
        return json.loads(files[0].read_text()), rows_of(files[1])


def number(row, column):
    return float(row[column]) if row[column] else 0.0


def check_level(bench, level, requests):
    """The same load twice, the first time to warm up; then our figures and the server's of the second."""
    options = ("--concurrency", level, *COUNTED)
    bench.chat(f"warm-{level}", *options, "--requests", 4 * level)
    before = load()
    growth = Growth(bench.url)
    run, rows = bench.chat(f"run-{level}", *options, "--requests", max(requests, 8 * level))
    theirs = growth.after(len(rows))
    print(f"-- concurrency {level}: {len(rows)} requests, load of the machine {before} before, {load()} after")
    name = f"c={level}"
    check(f"{name}: no request is lost", run is not None and rows and len(rows) == theirs["requests"]
          and all(row["outcome"] == "completed" for row in rows), f"{len(rows)} here, {theirs['requests']:.0f} there")
    if run is None or not theirs["itl_n"] or not theirs["ttft_n"]:
        check(f"{name}: there are figures", False)
        return
    ours = {column: sum(int(row[column]) for row in rows) for column in ("output_tokens", "input_tokens")}
    for figure in ours:
        check(f"{name}: {figure}", ours[figure] > 0 and ours[figure] == theirs[figure],
              f"{ours[figure]} here, {theirs[figure]:.0f} there")
    span = sum(number(row, "last_ms") - number(row, "first_ms") for row in rows)
    ours["mean_ttft_ms"] = sum(number(row, "ttft_ms") for row in rows) / len(rows)
    ours["mean_itl_ms"] = span / (ours["output_tokens"] - sum(int(row["first_read_tokens"]) for row in rows))
    for figure, key in (("mean_ttft_ms", "ttft"), ("mean_itl_ms", "itl")):
        theirs[figure] = 1000 * theirs[f"{key}_s"] / theirs[f"{key}_n"]
        check(f"{name}: {figure}", ours[figure] > 0 and within(ours[figure], theirs[figure]),
              f"{ours[figure]:.2f} here, {theirs[figure]:.2f} there")
    check_result(name, run, ours, theirs)
    streaming = run["streaming"]
    print(f"        tokens per read {streaming['tokens_per_read']:.2f}, reads of several events "
          f"{100 * streaming['coalesced_share']:.0f} %, {run['throughput_tok_s']:.0f} tok/s")
    if level == LEVELS[0]:
        check_server(run)


def check_result(name, run, ours, theirs):
    """The result says of both what was read here without it."""
    said = {row["figure"]: row for row in run.get("cross_check", []) if row["source"] == "/metrics"}
    for figure in ("output_tokens", "input_tokens"):
        row = said.get(figure, {})
        check(f"{name}: the result tells {figure}", (row.get("ours"), row.get("theirs")) == (ours[figure], theirs[figure])
              and row["agrees"] is True, json.dumps(row))
    for figure in ("mean_ttft_ms", "mean_itl_ms"):
        row = said.get(figure, {"ours": -1, "theirs": -1, "agrees": None})
        check(f"{name}: the result tells {figure}", abs(row["theirs"] - theirs[figure]) < 0.01
              and (figure != "mean_ttft_ms" or abs(row["ours"] - ours[figure]) < 0.01)
              and row["agrees"] is within(row["ours"], row["theirs"]), json.dumps(row))


def check_server(run):
    server = run["server"]
    engine = server.get("engine") or server["system_fingerprint"].partition("-")[0]
    check("the server is named with its version", engine == "vllm" and VERSION in server["version"]
          and server["answered_model"] == "tiny", json.dumps(server))


def check_grid(bench):
    """Every cell of a grid is whole, and the server has made those tokens and the warm-up's, no other."""
    path = bench.out / "grid.csv"
    growth = Growth(bench.url)
    code, said, complaint = bench.call("chat_grid", "--concurrency", ",".join(map(str, LEVELS)), "--max-tokens", 32,
                                       "--input-tokens", 16, "--requests", 32, "--csv", path)
    if code:
        print(said, complaint)
    rows = rows_of(path)
    # Two rounds of warm-up end before the window opens; then all slots but one hold a request of the warm-up still.
    expected = sum(int(row["n_requests"]) + 3 * int(row["concurrency"]) - 1 for row in rows)
    theirs = growth.after(expected)
    whole = len(rows) == len(LEVELS) and all(
        row["completed"] == row["n_requests"] and int(row["output_tokens"]) == 32 * int(row["n_requests"]) for row in rows)
    check("chat_grid: every cell is whole", whole, ", ".join(f"{row['completed']} of {row['n_requests']}" for row in rows))
    check("chat_grid: output tokens, warm-up too", rows and theirs["output_tokens"] == 32 * expected,
          f"{32 * expected} here, {theirs['output_tokens']:.0f} there")


def check_first_tokens(bench):
    """A token that shows no text is a first token all the same, where the server says so."""
    for name, source, options in (("running counts", "usage", COUNTED),
                                  ("token ids", "usage", ("--extra-body", '"return_token_ids":true'))):
        run, rows = bench.chat(f"first-{name[:5]}", "--concurrency", 4, "--requests", 32, *options)
        gaps = [number(row, "first_visible_ms") - number(row, "first_ms") for row in rows if row["first_visible_ms"]]
        earlier = sum(gap > 0 for gap in gaps)
        check(f"{name}: no first token after the first visible one", bool(gaps) and min(gaps) >= 0, f"{len(gaps)} requests")
        check(f"{name}: some first tokens show no text", earlier > 0, f"{earlier} of {len(gaps)}")
        check(f"{name}: the tokens are counted by the server", run is not None
              and run["streaming"]["by_token_source"][source] == run["n_requests"])
    run, rows = bench.chat("first-none", "--concurrency", 4, "--requests", 32)
    same = sum(row["first_ms"] == row["first_visible_ms"] for row in rows)
    check("neither: the first visible token stands for the first", rows and same == len(rows), f"{same} of {len(rows)}")


def check_refusals(bench):
    """The run ends at once, with the server's words; what it had asked has the status."""
    for name, status, words, options in (("a model it has not", "404", "does not exist", ("--model", "nope")),
                                         ("a prompt too long", "400", "maximum context length", ("--input-tokens", 2000))):
        path = bench.out / f"refused-{status}.csv"
        code, _, complaint = bench.call("chat_run", "--requests", 4, "--concurrency", 1, "--rows", path, *options)
        rows = rows_of(path)
        check(f"{name}: {status}, and its words are shown", code == 1 and words in complaint and rows != []
              and all(row["http_status"] == status and row["outcome"] == "http_4xx" for row in rows), complaint)


def check_sigterm(bench, pid):
    """vLLM ends its streams with finish reason abort and [DONE], as if all were well."""
    rows_file = bench.out / "sigterm.csv"
    growth = Growth(bench.url)
    process = bench.start("chat_run", "--concurrency", 4, "--requests", 1000, "--warmup", 1, "--input-tokens", 16,
                          "--max-tokens", 200, "--ignore-eos", "--rows", rows_file)
    growth.after(4, patience=60)
    end = time.monotonic() + 60
    while running(bench.url) < 4 and time.monotonic() < end:
        time.sleep(0.05)
    time.sleep(0.1)
    os.kill(pid, signal.SIGTERM)
    _, complaint = process.communicate(timeout=180)
    rows = rows_of(rows_file)
    aborted = [row for row in rows if row["finish_reason"] == "abort"]
    said = sorted({(row["outcome"], row["error"]) for row in aborted})
    check("SIGTERM: streams end with abort", bool(aborted), f"{len(aborted)} of {len(rows)}; {complaint}")
    check("SIGTERM: none of them is a success", bool(aborted) and all(row["outcome"] == "in_stream_error" for row in aborted), said)
    whole = [row["output_tokens"] for row in rows if row["outcome"] == "completed"]
    check("SIGTERM: what completed before is whole", len(whole) >= 4 and set(whole) == {"200"}, f"{len(whole)} answers")


def main():
    programs, url, pid, out = sys.argv[1:5]
    requests = int(sys.argv[5]) if len(sys.argv) > 5 else 64
    bench = Bench(programs, url, out)
    for level in LEVELS:
        check_level(bench, level, requests)
    check_grid(bench)
    check_first_tokens(bench)
    check_refusals(bench)
    if pid != "0":
        check_sigterm(bench, int(pid))
    finish()


if __name__ == "__main__":
    main()
