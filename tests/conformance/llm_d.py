#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Our programs against llm-d-inference-sim: a curve with a known knee, and failures that are known to be injected.

  llm_d.py PROGRAMS     (the folder of chat_run and chat_grid)

About two minutes; five more when the server is built for the first time. The last line is "N passed, N failed".
"""
import csv
import re
import sys

from support import Programs, Server, built, check, finish, folder

MODEL = "fake"
# Long, so that a busy machine, which adds a few milliseconds to each sleep, moves no knee.
TIMES = ("--time-to-first-token", "200ms", "--inter-token-latency", "40ms")
FAST = ("--time-to-first-token", "5ms", "--inter-token-latency", "1ms")
# What each injected failure must be called, and the status it comes with.
CLASSES = {"rate_limit": ("http_429", "429"), "server_error": ("http_5xx", "503"), "invalid_api_key": ("http_4xx", "401"),
           "context_length": ("http_4xx", "400"), "invalid_request": ("http_4xx", "400"), "model_not_found": ("http_4xx", "404")}
LATENCIES = ("ttft_ms", "e2e_ms", "tpot_ms")

if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
    print(__doc__)
    sys.exit(2)
out = folder()
programs = Programs(sys.argv[1], out)
binary = built("build_llm_d_sim.sh")


def serve(name, *options, scheme="http", seed=7):
    return Server(lambda port: [binary, "--port", str(port), "--model", MODEL, "--mode", "random", "--seed", str(seed),
                                "--force-dummy-tokenizer", "--max-model-len", "512", *options],
                  "/health/ready", out / f"{name}.log", scheme=scheme)


def tally(rows):
    counts = {}
    for row in rows:
        counts[row["outcome"]] = counts.get(row["outcome"], 0) + 1
    return counts


def check_books(name, result, rows):
    """Every issued request in exactly one outcome, and latencies of completed ones alone."""
    run = result["outcomes"]["run"]
    check(f"{name}: issued = sum of the outcomes", run["issued"] == sum(run["by_outcome"].values()) == len(rows),
          f"{run['issued']} issued")
    check(f"{name}: a latency stands in every completed row", all(row["e2e_ms"] for row in rows if row["outcome"] == "completed"))
    odd = [row for row in rows if row["outcome"] != "completed" and any(row[column] for column in LATENCIES)]
    check(f"{name}: and in no other", not odd, f"{len(odd)} rows")
    measured = result["outcomes"]["measured"]
    check(f"{name}: E2E is of the completed ones", result["latency"]["e2e"]["n"] == measured["completed"],
          f"{result['latency']['e2e']['n']} of {measured['issued']}")


def knee():
    server = serve("knee", *TIMES, "--max-num-seqs", "4")
    table = out / "knee.csv"
    code, said, complaint = programs.call("chat_grid", "--url", server.url, "--concurrency", "1,4,8,16", "--max-tokens", "32",
                                          "--requests", "8", "--csv", table, "--input-tokens", "8")
    if not check("knee: chat_grid is done", code == 0, complaint):
        return
    with open(table, newline="") as file:
        cells = {int(row["concurrency"]): row for row in csv.DictReader(file)}
    rate = {level: float(row["throughput_tok_s"]) for level, row in cells.items()}
    curve = ", ".join(f"{level}: {value:.0f}" for level, value in rate.items())
    # 32 tokens in 200 + 31 × 40 ms are 22 tok/s a slot at most.
    check("knee: one in flight has one slot's rate", 17 < rate[1] < 23, f"tok/s by concurrency: {curve}")
    check("knee: four in flight have four slots' rate", 3 < rate[4] / rate[1] < 4.5, f"{rate[4] / rate[1]:.2f}")
    check("knee: more in flight have no more", max(rate[8], rate[16]) < 1.1 * rate[4])
    line = re.search(r"^max tokens 32: saturated at concurrency (\d+), .*$", said, re.M)
    check("knee: the tool says that it saturates at 4", bool(line) and line[1] == "4",
          line[0] if line else re.search(r"^max tokens.*$|$", said, re.M)[0])
    tokens, requests = server.counter("vllm:generation_tokens_total"), server.counter("vllm:request_success_total")
    # Every request has 32 tokens, so the tokens of the server must be 32 times its requests, warm-up included.
    least = sum(max(8, 4 * level) for level in cells)
    check("knee: no request lost", requests >= least and tokens == 32 * requests, f"{tokens:.0f} tokens, {requests:.0f} requests")
    server.stop()


def rising():
    server = serve("rising", *TIMES, "--max-num-seqs", "64")
    code, said, complaint = programs.call("chat_grid", "--url", server.url, "--concurrency", "1,4", "--max-tokens", "16",
                                          "--requests", "8", "--csv", out / "rising.csv", "--input-tokens", "8")
    check("rising: with 64 slots the tool says that saturation is not reached at 4",
          code == 0 and "saturation not reached: the token rate still rises at concurrency 4" in said, complaint)
    server.stop()


def failures():
    """Failures of load: the run goes on, and each is in its class."""
    for kinds in (("rate_limit", "server_error"), ("rate_limit",), ("server_error",)):
        name = "failures " + " ".join(kinds)
        server = serve("failures", *FAST, "--max-num-seqs", "16", "--failure-injection-rate", "30", "--failure-types", *kinds)
        code, complaint, result, rows = programs.chat_run("failures", server.url, "--model", MODEL, "--concurrency", 8,
                                                          "--requests", 200, "--warmup", 0, "--max-tokens", 8,
                                                          "--input-tokens", 8, "--ignore-eos")
        if not check(f"{name}: chat_run is done", code == 0 and result is not None, complaint):
            continue
        found = tally(rows)
        wanted = {CLASSES[kind][0] for kind in kinds}
        check(f"{name}: the classes are those injected", set(found) == wanted | {"completed"}, str(found))
        check(f"{name}: each with its status",
              all((row["outcome"], row["http_status"]) in {CLASSES[kind] for kind in kinds}
                  for row in rows if row["outcome"] != "completed"))
        share = 1 - found.get("completed", 0) / len(rows)
        # 200 draws at 30 %: four standard deviations are 13 %.
        check(f"{name}: about 30 % fail", 0.17 < share < 0.43, f"{100 * share:.0f} % of {len(rows)}")
        successes = server.counter("vllm:request_success_total")
        check(f"{name}: completed = the server's successes", found.get("completed") == successes,
              f"{found.get('completed')} here, {successes:.0f} there")
        check_books(name, result, rows)
        server.stop()


def refusals():
    """Failures of set-up: the first request decides; later ones are rows like any other."""
    for kind in ("invalid_api_key", "context_length", "invalid_request", "model_not_found"):
        name = f"refusal {kind}"
        wanted = CLASSES[kind]
        server = serve("refusal", *FAST, "--max-num-seqs", "16", "--failure-injection-rate", "100", "--failure-types", kind)
        code, complaint, result, rows = programs.chat_run("refused", server.url, "--model", MODEL, "--concurrency", 1,
                                                          "--requests", 20, "--max-tokens", 8, "--input-tokens", 8)
        check(f"{name}: always: the run ends itself with the first request",
              code == 1 and result is not None and result["flags"]["aborted"] and
              [(row["outcome"], row["http_status"]) for row in rows] == [wanted], complaint)
        check(f"{name}: always: in one line, in the server's words", complaint.count("\n") == 0 and
              rows[0]["error"] in complaint)
        server.stop()
        # At 30 % the first request mostly gets through; the draw is the server's.
        for seed in range(7, 19):
            server = serve("refusal", *FAST, "--max-num-seqs", "16", "--failure-injection-rate", "30", "--failure-types", kind,
                           seed=seed)
            code, complaint, result, rows = programs.chat_run("refused", server.url, "--model", MODEL, "--concurrency", 4,
                                                              "--requests", 100, "--warmup", 0, "--max-tokens", 8,
                                                              "--input-tokens", 8, "--ignore-eos")
            server.stop()
            if result is None or not result["flags"]["aborted"]:
                break
        found = tally(rows)
        check(f"{name}: at 30 %: in its class", code == 0 and set(found) == {"completed", wanted[0]}, str(found))
        check(f"{name}: at 30 %: with its status", {row["http_status"] for row in rows if row["outcome"] != "completed"} == {wanted[1]})
        if result is not None:
            check_books(f"{name}: at 30 %", result, rows)


def in_stream():
    """Errors inside a stream that began with 200."""
    server = serve("queue", "--time-to-first-token", "200ms", "--inter-token-latency", "5ms", "--max-num-seqs", "2",
                   "--max-waiting-queue-length", "2")
    code, complaint, result, rows = programs.chat_run("queue", server.url, "--model", MODEL, "--concurrency", 16, "--requests",
                                                      60, "--warmup", 0, "--max-tokens", 8, "--input-tokens", 8, "--ignore-eos")
    if check("queue full: chat_run is done", code == 0 and result is not None, complaint):
        found = tally(rows)
        check("queue full: an error in the stream is a failure of its own", set(found) == {"completed", "in_stream_error"}, str(found))
        refused = [row for row in rows if row["outcome"] == "in_stream_error"]
        check("queue full: with the code of overload", {row["http_status"] for row in refused} == {"429"},
              str({row["http_status"] for row in refused}))
        check("queue full: and the server's words", all("queue" in row["error"].lower() for row in refused),
              refused[0]["error"] if refused else "")
        check_books("queue full", result, rows)
    code, complaint, result, rows = programs.chat_run("long", server.url, "--model", MODEL, "--concurrency", 1, "--requests", 4,
                                                      "--input-tokens", 2000, "--max-tokens", 8)
    check("too long: an error in the stream with code 400", bool(rows) and
          {(row["outcome"], row["http_status"]) for row in rows} == {("in_stream_error", "400")},
          str({(row["outcome"], row["http_status"]) for row in rows}))
    check("too long: nothing completed, which the program says in the server's words",
          code == 1 and complaint.count("\n") == 0 and rows[0]["error"][:80] in complaint, complaint)
    server.stop()


def https():
    server = serve("https", *FAST, "--self-signed-certs", scheme="https")
    options = ("--model", MODEL, "--concurrency", 2, "--requests", 8, "--max-tokens", 8, "--input-tokens", 8, "--ignore-eos")
    code, complaint, result, rows = programs.chat_run("https", server.url, *options)
    check("https: refused without a word of consent", code in (1, 2) and not rows, f"code {code}")
    check("https: in one line", complaint and complaint.count("\n") == 0, complaint)
    if "without TLS" in complaint:
        check("https: without TLS built in, the line says how to get it", "TOKENDYNO_WITH_TLS" in complaint)
    else:
        check("https: with TLS built in, the line says why", "certificate" in complaint and "--insecure" in complaint)
        code, complaint, result, rows = programs.chat_run("insecure", server.url, *options, "--insecure")
        check("https: accepted with --insecure", code == 0 and len(rows) >= 8 and tally(rows).keys() == {"completed"},
              f"{tally(rows)}; {complaint}")
    server.stop()


for part in (knee, rising, failures, refusals, in_stream, https):
    try:
        part()
    except (OSError, ArithmeticError, LookupError, ValueError) as problem:
        check(f"{part.__name__} went through", False, repr(problem))
finish()
