# SPDX-License-Identifier: MIT
"""What the tests of the programs share: programs under a time limit, a simulated server and its counters."""
import csv
import os
import re
import select
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import unittest
import urllib.request
from pathlib import Path

KNOBS = ("URL", "MODEL", "OPENAI_API_KEY", "OUT_CSV", "OUT_JSON", "OUT_ROWS", "DOCS_FILE", "GPU_NAME", "BASELINE_URL",
         "CANDIDATE_URL")
MODEL = "qwen2.5-1.5b"  # of the simulated server


def path_of(program):
    return str(Path(os.environ["TOKENDYNO_PROGRAMS"]) / program)


def environment(**knobs):
    """This environment without the programs' knobs, but with these."""
    return {name: value for name, value in os.environ.items() if name not in KNOBS} | knobs


def rows_of(path):
    """The lines of a CSV file as dictionaries."""
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


def header_of(path):
    return Path(path).read_text().split("\n", 1)[0]


class SimulatedServer:
    """The program simulated_server at a free port, until `stop`."""

    def __init__(self, *options):
        self.process = subprocess.Popen([path_of("simulated_server"), "--port", "0", *options], stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment())
        ready, _, _ = select.select([self.process.stdout], [], [], 30)
        self.url = self.process.stdout.readline().strip() if ready else ""
        if not re.fullmatch(r"http://127\.0\.0\.1:\d+", self.url):
            self.stop()
            raise RuntimeError(f"simulated_server said {self.url!r} instead of its URL")

    def counter(self, name, label=""):
        """The value of vllm:NAME on the metrics page; `label` picks one of several lines."""
        with urllib.request.urlopen(self.url + "/metrics", timeout=10) as answer:
            for line in answer.read().decode().splitlines():
                if line.startswith(f"vllm:{name}{{") and label in line:
                    return float(line.rsplit(" ", 1)[1])
        raise KeyError(name)

    def asked(self):
        """Requests the engine has ever been given, and prompt tokens it has computed; 0 means none ever came."""
        return (self.counter("num_requests_running") + self.counter("num_requests_waiting") +
                self.counter("request_success_total", 'finished_reason="length"') +
                self.counter("request_success_total", 'finished_reason="abort"') + self.counter("prompt_tokens_total"))

    def stop(self):
        self.process.kill()
        self.process.communicate()


class ProgramTest(unittest.TestCase):
    """A test with a folder of its own."""

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="tokendyno_programs_"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def server(self, *options, speed=50):
        """A simulated server that ends with the test."""
        server = SimulatedServer("--speed", str(speed), *options)
        self.addCleanup(server.stop)
        return server

    def dead_url(self):
        """A URL where nobody listens, and nobody else can until the test ends."""
        held = socket.socket()
        self.addCleanup(held.close)
        held.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{held.getsockname()[1]}"

    def call(self, program, *options, limit=60, **knobs):
        """Runs a program in the test's folder to its end; `knobs` are environment variables."""
        return subprocess.run([path_of(program), *map(str, options)], stdin=subprocess.DEVNULL, capture_output=True,
                              text=True, timeout=limit, cwd=self.folder, env=environment(**knobs))

    def start(self, program, *options):
        """Starts a program that is to be interrupted; killed with the test if it still runs then."""
        process = subprocess.Popen([path_of(program), *map(str, options)], stdin=subprocess.DEVNULL,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=self.folder,
                                   env=environment())
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        return process

    def await_true(self, condition, what, limit=30):
        end = time.monotonic() + limit
        while not condition():
            self.assertLess(time.monotonic(), end, f"waited {limit} s for {what}")
            time.sleep(0.02)

    def interrupt(self, process, limit=2):
        """Sends Ctrl-C; the program must end in time, with code 130 and without a word on standard error."""
        process.send_signal(signal.SIGINT)
        try:
            _, err = process.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            self.fail(f"still running {limit} s after Ctrl-C")
        self.assertEqual((process.returncode, err), (130, ""))

    def assert_works(self, done):
        self.assertEqual((done.returncode, done.stderr), (0, ""), done.stdout)

    def assert_fails(self, done, code, words):
        """Exit code, and exactly one line on standard error that begins `error: ` and holds `words`."""
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertRegex(done.stderr, r"\Aerror: [^\n]+\n\Z")
        self.assertIn(words, done.stderr)

    def documents(self, text="First text about trains.\n[DOC]\nSecond text about boats.\n[DOC]\nThird text.\n"):
        path = self.folder / "docs.txt"
        path.write_text(text)
        return path
