#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks that each header compiles alone, as the only include of a file. Nothing is generated: that costs twice the time.

    tools/check_headers.py [COMPILER [FLAG …]]    default: g++; flags such as -DASIO_STANDALONE -I/usr/share/include
"""
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

INCLUDE = Path(__file__).resolve().parent.parent / "include"


def complaint(command, header):
    source = f"#include <{header.relative_to(INCLUDE)}>\n"
    done = subprocess.run([*command, "-"], input=source, capture_output=True, text=True)
    return done.stderr if done.returncode else ""


def main():
    compiler, *flags = sys.argv[1:] or ["g++"]
    command = [compiler, "-std=c++20", f"-I{INCLUDE}", *flags, "-fsyntax-only", "-x", "c++"]
    headers = sorted((INCLUDE / "tokendyno").rglob("*.hpp"))
    wrong = 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for header, said in zip(headers, pool.map(lambda h: complaint(command, h), headers)):
            if said:
                print(f"{header.relative_to(INCLUDE)}: does not compile alone\n{said}")
                wrong += 1
    print(f"{len(headers)} headers, {wrong} do not compile alone")
    return 1 if wrong or not headers else 0


if __name__ == "__main__":
    sys.exit(main())
