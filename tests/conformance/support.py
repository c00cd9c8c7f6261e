# SPDX-License-Identifier: MIT
"""What the runs against real servers share: named checks, servers at a free port, our programs under a time limit."""
import atexit
import csv
import http.client
import json
import os
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

HERE = Path(__file__).parent
# What our programs would read instead of an option that is not given.
KNOBS = ("URL", "MODEL", "OPENAI_API_KEY", "OUT_CSV", "OUT_JSON", "OUT_ROWS", "BASELINE_URL", "CANDIDATE_URL", "GPU_NAME")

# Whatever proxy the machine has, these servers are not behind it.
os.environ["no_proxy"] = "127.0.0.1"

passed = failed = 0


def check(name, right, said=""):
    """Counts and prints a check, and returns whether it holds."""
    global passed, failed
    print(f"{'ok    ' if right else 'FAILED'}  {name}{f': {said}' if said else ''}", flush=True)
    if right:
        passed += 1
    else:
        failed += 1
    return right


def finish():
    """The last line, and the end."""
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)


def give_up(why):
    """Ends a run that cannot go on."""
    check(why, False)
    finish()


def within(ours, theirs):
    """The bound that is promised: 2 ms and 5 %."""
    return abs(ours - theirs) <= 2.0 + 0.05 * theirs


def mean(values):
    values = list(values)
    return sum(values) / len(values) if values else float("nan")


def rows_of(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


def built(script):
    """Runs a build script; the path of the program it prints."""
    result = subprocess.run([HERE / script], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
    path = result.stdout.strip()
    if result.returncode or not os.access(path, os.X_OK):
        give_up(f"{script} built no program")
    return path


def free_port():
    with socket.socket() as at:
        at.bind(("127.0.0.1", 0))
        return at.getsockname()[1]


def folder():
    """A folder that goes away at the end."""
    path = Path(tempfile.mkdtemp(prefix="tokendyno_conformance_"))
    atexit.register(shutil.rmtree, path, ignore_errors=True)
    return path


class Server:
    """A server of somebody else at a free port, until `stop` or the end. `command` is given the port."""

    def __init__(self, command, ready, log, scheme="http", patience=60):
        port = free_port()
        self.url = f"{scheme}://127.0.0.1:{port}"
        self.trust = None
        if scheme == "https":
            # It signs its own certificate; whether that is taken is for our programs to say.
            self.trust = ssl.create_default_context()
            self.trust.check_hostname, self.trust.verify_mode = False, ssl.CERT_NONE
        self.log = Path(log)
        with open(self.log, "wb") as out:
            self.process = subprocess.Popen(command(port), stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT)
        atexit.register(self.stop)
        end = time.monotonic() + patience
        while not self.is_ready(ready):
            if self.process.poll() is not None or time.monotonic() > end:
                print(self.log.read_text(errors="replace")[-4000:])
                give_up(f"{Path(self.process.args[0]).name} did not get ready")
            time.sleep(0.05)

    def is_ready(self, path):
        try:
            with urllib.request.urlopen(self.url + path, timeout=5, context=self.trust) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError, http.client.HTTPException):
            return False

    def counter(self, name):
        """The sum of a metric over its labels; 0 as long as it is not there, which it may be before the first request."""
        with urllib.request.urlopen(self.url + "/metrics", timeout=10) as answer:
            lines = answer.read().decode().splitlines()
        return sum(float(line.rsplit(" ", 1)[1]) for line in lines if line.startswith((name + " ", name + "{")))

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


class Programs:
    """Our programs, which write into a folder."""

    def __init__(self, path, out):
        self.path, self.out = Path(path), out
        self.environment = {name: value for name, value in os.environ.items() if name not in KNOBS}

    def call(self, program, *options, seconds=300):
        """Exit code, standard output and standard error; code 124 if it took too long."""
        command = [self.path / program, *map(str, options)]
        try:
            done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=seconds,
                                  env=self.environment)
        except subprocess.TimeoutExpired:
            return 124, "", f"{program} took more than {seconds} s"
        return done.returncode, done.stdout, done.stderr.strip()

    def chat_run(self, name, url, *options, seconds=120):
        """One chat_run: exit code, its complaint, its run JSON and its rows."""
        files = self.out / f"{name}.json", self.out / f"{name}.csv"
        code, said, complaint = self.call("chat_run", "--url", url, "--json", files[0], "--rows", files[1], *options,
                                          seconds=seconds)
        if not files[0].exists():
            return code, complaint or said, None, []
        return code, complaint, json.loads(files[0].read_text()), rows_of(files[1])
