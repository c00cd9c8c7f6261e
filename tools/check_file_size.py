#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks that no header, source, test or script of the repository has more than 300 lines: one concept a file."""
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIMIT = 300
KINDS = {".hpp", ".cpp", ".h", ".c", ".py", ".pyi", ".sh", ".mjs", ".cmake", ".txt"}
# Path: reason. A file that is generated or that one reads as a table, never one that does too much.
EXCEPTIONS: dict[str, str] = {}
SKIP = ("tests/data/",)


def main():
    listed = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-co", "--exclude-standard"], capture_output=True, text=True)
    if listed.returncode:
        print(listed.stderr, end="")
        return 2
    long = checked = 0
    for name in sorted(listed.stdout.split("\n")):
        path = ROOT / name
        if path.suffix not in KINDS or name.startswith(SKIP) or name in EXCEPTIONS or not path.is_file():
            continue
        checked += 1
        lines = path.read_bytes().count(b"\n")
        if lines > LIMIT:
            print(f"{name}: {lines} lines, more than {LIMIT}")
            long += 1
    print(f"{checked} files, {long} too long")
    return 1 if long or not checked else 0


if __name__ == "__main__":
    sys.exit(main())
