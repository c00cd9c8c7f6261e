#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks what each header costs to include, as preprocessed lines: a count, not a time, so it is the same anywhere.

    tools/check_include_cost.py [COMPILER [FLAG …]]    default: g++; flags such as -DASIO_STANDALONE -I/usr/share/include
"""
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

INCLUDE = Path(__file__).resolve().parent.parent / "include"

# Thousands of lines with g++ 12 and libstdc++ 12. For scale: <chrono> <vector> <span> 36, <algorithm> and <string> with
# them 52, <functional> and <map> 61, the smallest Asio header 72, our fine Asio headers 100, simdjson.h 113.
BUDGET = dict.fromkeys("core text stats record telemetry metrics cost memory sse version".split(), 60)
BUDGET |= dict.fromkeys("load workload sim dataset report".split(), 72)
BUDGET |= {"http": 60, "openai": 130, "net": 125}
# These see two dear libraries at once.
BUDGET |= dict.fromkeys("client run serve program tokendyno".split(), 200)


def cost(command, header):
    done = subprocess.run([*command, "-E", "-P", "-x", "c++", str(header)], capture_output=True)
    return done.stdout.count(b"\n") if done.returncode == 0 else done.stderr.decode()


def main():
    compiler, *flags = sys.argv[1:] or ["g++"]
    command = [compiler, "-std=c++20", f"-I{INCLUDE}", *flags]
    headers = sorted((INCLUDE / "tokendyno").rglob("*.hpp"))
    dear = 0
    with ThreadPoolExecutor(2) as pool:
        for header, lines in zip(headers, pool.map(lambda h: cost(command, h), headers)):
            name = header.relative_to(INCLUDE / "tokendyno")
            layer = name.parts[0].removesuffix(".hpp")
            if isinstance(lines, str):
                print(f"{name}: does not preprocess\n{lines}")
                dear += 1
            elif layer not in BUDGET:
                print(f"{name}: no budget for layer '{layer}' in tools/check_include_cost.py")
                dear += 1
            elif lines > BUDGET[layer] * 1000:
                print(f"{name}: {lines} preprocessed lines, more than {BUDGET[layer]} thousand")
                dear += 1
    print(f"{len(headers)} headers, {dear} too dear")
    return 1 if dear or not headers else 0


if __name__ == "__main__":
    sys.exit(main())
