# SPDX-License-Identifier: MIT
"""Our reading of streams against that of both official SDKs.
    check.py SIMULATED_SERVER COUNT_CHUNKS SDK_FOLDER    the last line is "N passed, N failed"
"""
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from servers import Keeper, Replay

HERE = Path(__file__).resolve().parent
CAPTURES = HERE.parent / "data" / "captures"
DIALECTS = ("vllm", "llama-server", "llama-cpp-python", "llm-d", "transformers")
TOKENS = 6

# Captures that are no success: our outcome, and whether the SDKs raise.
TROUBLE = {
    "llm-d-sim/err_toolong": ("in_stream_error", True),
    "llm-d-sim/err_queue_full": ("in_stream_error", True),
    "llama-server/killed_midstream": ("truncated_stream", True),
    "vllm/killed_midstream": ("in_stream_error", False),  # finish_reason abort, then [DONE]: the SDKs are silent
    "llama-cpp-python/err_toolong_prompt_stream_true": ("empty", False),  # no event: the SDKs are silent
    "vllm/chat_stream_first": ("empty", False),  # no text and no count: the SDKs are silent
    "vllm/chat_stream_logprobs": ("empty", False),
    "llama-server/native_completion_stream": None,  # another format: only chunks are compared
}
# What a dialect says to another model's name and to a prompt that is too long: our outcome, then what both SDKs raise,
# then its status.
REFUSALS = {
    "vllm": {"model": ("http_4xx", "NotFoundError", 404), "long": ("http_4xx", "BadRequestError", 400)},
    "llama-server": {"model": ("completed", None, None), "long": ("http_4xx", "BadRequestError", 400)},
    "llama-cpp-python": {"model": ("completed", None, None), "long": ("empty", None, None)},
    "llm-d": {"model": ("http_4xx", "NotFoundError", 404), "long": ("in_stream_error", "APIError", None)},
    "transformers": {"model": ("http_4xx", "BadRequestError", 400), "long": ("completed", None, None)},
}

passed = failed = 0


def check(name, right, said=""):
    global passed, failed
    if right:
        passed += 1
    else:
        failed += 1
        print(f"FAILED  {name}: {said}")


def ours(count_chunks, files):
    """What our exchange reads in each file."""
    out = subprocess.run([count_chunks, *files], capture_output=True, text=True, encoding="utf-8", check=True).stdout
    return [json.loads(line) for line in out.splitlines()]


class Sdk:
    def __init__(self, name, command):
        self.name, self.command = name, command

    def ask(self, jobs):
        out = subprocess.run(self.command, input=json.dumps(jobs), capture_output=True, text=True, encoding="utf-8",
                             timeout=900)
        lines = out.stdout.splitlines()
        if out.returncode or len(lines) != len(jobs) + 1:
            print(out.stderr[-2000:])
            check(f"{self.name} SDK", False, f"{len(lines)} lines for {len(jobs)} requests")
            return None
        self.version = lines[0]
        return [json.loads(line) for line in lines[1:]]


def compare(name, sdk, mine, theirs, text=True):
    where = f"{name}, {sdk.name} {sdk.version}"
    check(f"{where}: chunks", mine["chunks"] == theirs["chunks"], f"ours {mine['chunks']}, theirs {theirs['chunks']}")
    if text:
        check(f"{where}: text", mine["text"] == theirs["text"], f"ours {mine['text']!r}, theirs {theirs['text']!r}")


def replay(sdks, count_chunks):
    """Every streaming capture through both SDKs and through our exchange."""
    paths = [p for p in sorted(CAPTURES.glob("*/*.http")) if b"text/event-stream" in p.read_bytes()[:1000]]
    names = [f"{p.parent.name}/{p.stem}" for p in paths]
    check("every capture with trouble is there", set(TROUBLE) <= set(names))
    check("at least 18 captures", len(paths) >= 18, str(len(paths)))
    mine = ours(count_chunks, paths)
    for sdk in sdks:
        jobs = []
        for path in paths:
            told = path.read_bytes()
            text = b"text_completion" in told or path.stem == "native_completion_stream"
            said = {"prompt": "x"} if text else {"messages": [{"role": "user", "content": "x"}]}
            jobs.append({"base_url": Replay(path).base_url, "endpoint": "completions" if text else "chat",
                         "body": {"model": "m", **said}})
        for name, we, they in zip(names, mine, sdk.ask(jobs) or [], strict=False):
            expected = TROUBLE.get(name, ("completed", False))
            compare(name, sdk, we, they, text=expected is not None)
            if expected:
                outcome, raises = expected
                check(f"{name}, {sdk.name}: raises", bool(they["raised"]) == raises, str(they["raised"]))
                check(f"{name}: outcome", we["outcome"] == outcome, f"{we['outcome']}: {we['error']}")
    print(f"{len(paths)} captures")


def start(program, dialect):
    server = subprocess.Popen([program, "--port", "0", "--dialect", dialect, "--model", "sim", "--speed", "50",
                               "--max-model-len", "64"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
    return server, int(server.stdout.readline().rsplit(":", 1)[1])


def requests():
    """What each dialect is asked: name, endpoint, body."""
    for endpoint, said in (("chat", {"messages": [{"role": "user", "content": "four words it is"}]}),
                           ("completions", {"prompt": "four words it is"})):
        for usage in (False, True):
            more = {"stream_options": {"include_usage": True}} if usage else {}
            yield (f"{endpoint}{' with usage' if usage else ''}", endpoint,
                   {"model": "sim", "max_tokens": TOKENS, **said, **more})
    hello = [{"role": "user", "content": "hello"}]
    yield "model", "chat", {"model": "other", "max_tokens": TOKENS, "messages": hello}
    yield "long", "chat", {"model": "sim", "max_tokens": TOKENS,
                           "messages": [{"role": "user", "content": "word " * 80}]}


def dialects(sdks, program, count_chunks, folder):
    """Every dialect through both SDKs; the very bytes of each answer through our exchange."""
    for dialect in DIALECTS:
        server, port = start(program, dialect)
        try:
            for sdk in sdks:
                asked = list(requests())
                kept = [folder / f"{dialect}-{sdk.name}-{i}" for i in range(len(asked))]
                keepers = [Keeper(port, path) for path in kept]
                said = sdk.ask([{"base_url": keeper.base_url, "endpoint": endpoint, "body": body}
                                for keeper, (_, endpoint, body) in zip(keepers, asked, strict=True)])
                for keeper in keepers:
                    keeper.join(60)
                for (name, _, _), we, they in zip(asked, ours(count_chunks, kept), said or [], strict=False):
                    judge(f"{dialect}: {name}", dialect, sdk, we, they)
        finally:
            server.terminate()
            server.wait(10)


def judge(name, dialect, sdk, we, they):
    kind = name.rsplit(": ", 1)[1]
    outcome, raised, status = REFUSALS[dialect].get(kind, ("completed", None, None))
    compare(name, sdk, we, they)
    check(f"{name}: outcome", we["outcome"] == outcome, f"{we['outcome']}: {we['error']}")
    check(f"{name}, {sdk.name}: raises", raised in (they["raised"] or [None]), str(they["raised"]))
    check(f"{name}, {sdk.name}: status", they["status"] == status, str(they["status"]))
    if outcome == "completed":
        check(f"{name}: tokens", we["tokens"] == TOKENS, str(we["tokens"]))
        check(f"{name}, {sdk.name}: usage", they["usage"] in (None, TOKENS), str(they["usage"]))
    if kind.endswith("with usage"):
        check(f"{name}, {sdk.name}: has usage", (they["usage"] is None) == (dialect == "llama-cpp-python"))


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    program, count_chunks, home = (str(Path(word).absolute()) for word in sys.argv[1:])
    sdks = [Sdk("python", [f"{home}/venv/bin/python", str(HERE / "python_sdk.py")]),
            Sdk("node", [f"{home}/bin/node", str(HERE / "node_sdk.mjs"), f"{home}/node"])]
    with tempfile.TemporaryDirectory() as folder:
        replay(sdks, count_chunks)
        dialects(sdks, program, count_chunks, Path(folder))
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)


main()
