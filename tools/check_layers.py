#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks the headers' layers: allowed includes, forbidden names, whole umbrellas.

A new edge between layers is added here, on purpose, and named in the commit.
    tools/check_layers.py                    check, printing each offending line
    tools/check_layers.py --write-umbrellas  write include/tokendyno/<layer>.hpp and tokendyno.hpp anew
"""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent / "include" / "tokendyno"

# Layer: (what it may include of the layers, what else). Beyond that only itself and the standard library.
PURE = {
    "core": "",
    "text": "core",
    "stats": "core",
    "record": "core",
    "telemetry": "core",
    "metrics": "core text stats record telemetry",
    "cost": "core",
    "load": "core text",
    "workload": "core",
    "memory": "core",
    "sim": "core text stats memory workload",
    "sse": "core",
    "dataset": "core",
    "report": "core text stats record metrics",
}
LINKED = {
    "http": ("core", "llhttp"),
    "openai": ("core text record sse http", "simdjson"),
    "net": ("core http", "asio openssl"),
    "client": ("core record sse http openai net", ""),
    "run": ("core stats record telemetry metrics cost load workload memory sse http openai net client", ""),
    "serve": ("core text sim http openai net stats workload", "simdjson"),
    "program": ("core text metrics client run", ""),
}
OPT_IN = {"program"}  # in no umbrella but its own
EDGES = {layer: set(allowed.split()) for layer, allowed in PURE.items()}
EDGES |= {layer: set(allowed.split()) for layer, (allowed, _) in LINKED.items()}
THIRD = {layer: third for layer, (_, third) in LINKED.items()}

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
THIRD_PARTY = re.compile(r"^(llhttp|simdjson|asio|boost|openssl|doctest|pybind11)\b")
# The library is built with compilers that lack the first two; the others cost too much in a header.
NO_HEADER = {"format", "expected", "iostream", "regex", "filesystem", "bits/stdc++.h", "asio.hpp"}
STREAMING = ("report", "program", "run")  # run reads what machine it is on
STREAMS = {"ostream", "istream", "sstream", "iosfwd", "fstream"}
# Pure layers are given the time. No layer but program prints, ends the process or reads the environment.
CLOCK = re.compile(r"\bclock::now\b|\bsystem_clock\b|\bhigh_resolution_clock\b")
PROCESS = re.compile(r"\bstd::(cout|cerr|clog|abort|terminate|exit|quick_exit|getenv|signal|printf|puts)\b|\bassert\(")


def complaints():
    for path in sorted(ROOT.rglob("*.hpp")):
        parts = path.relative_to(ROOT).parts
        if len(parts) == 1:
            continue
        layer = parts[0]
        if layer not in EDGES:
            yield path, 0, f"layer '{layer}' is not in the table of tools/check_layers.py"
            continue
        text = path.read_text()
        if not text.startswith("// SPDX-License-Identifier: MIT\n#pragma once\n"):
            yield path, 1, "does not start with the licence line and #pragma once"
        for number, line in enumerate(text.splitlines(), 1):
            if match := INCLUDE.match(line):
                problem = check_include(layer, *match.groups())
            else:
                problem = check_code(layer, line.split("//")[0])
            if problem:
                yield path, number, f"{problem}: {line.strip()}"
    yield from umbrella_complaints()


def check_include(layer, bracket, target):
    if bracket == '"':
        return "includes are written in angle brackets"
    if target.startswith("tokendyno/"):
        rest = target.split("/")[1:]
        if rest == ["version.hpp"]:
            return None
        if len(rest) == 1:
            return "a header includes no umbrella"
        if rest[0] != layer and rest[0] not in EDGES[layer]:
            return f"{layer} may not include {rest[0]}"
        if "detail" in rest and rest[0] != layer:
            return f"detail of {rest[0]} is its own"
        return None
    if target in NO_HEADER:
        return f"<{target}> has no place in a header"
    if target in STREAMS and layer not in STREAMING:
        return f"only {', '.join(STREAMING)} use <{target}>"
    if (match := THIRD_PARTY.match(target)) and match.group(1) not in THIRD.get(layer, "").split():
        return f"{layer} may not use {match.group(1)}"
    return None


def check_code(layer, code):
    if layer in PURE and layer != "core" and CLOCK.search(code):
        return f"{layer} is given the time, it reads no clock"
    if layer not in OPT_IN and PROCESS.search(code):
        return "the library never prints, aborts, exits or reads the environment"
    return None


def layers():
    return [layer for layer in EDGES if any((ROOT / layer).glob("*.hpp"))]


def umbrella_text(includes):
    return "// SPDX-License-Identifier: MIT\n#pragma once\n\n" + "".join(f"#include <tokendyno/{i}>\n" for i in includes)


def umbrellas():
    for layer in layers():
        yield f"{layer}.hpp", [f"{layer}/{p.name}" for p in sorted((ROOT / layer).glob("*.hpp"))]
    yield "tokendyno.hpp", sorted([f"{layer}.hpp" for layer in layers() if layer not in OPT_IN] + ["version.hpp"])


def umbrella_complaints():
    for name, wanted in umbrellas():
        path = ROOT / name
        lines = path.read_text().splitlines() if path.exists() else []
        found = [m.group(2).removeprefix("tokendyno/") for m in map(INCLUDE.match, lines) if m]
        for missing in sorted(set(wanted) - set(found)):
            yield path, 0, f"umbrella lacks #include <tokendyno/{missing}>"
        for extra in sorted(set(found) - set(wanted)):
            yield path, 0, f"umbrella includes <tokendyno/{extra}>, which it should not"
    for layer in layers():
        nested = {str(p.relative_to(ROOT)) for p in (ROOT / layer).glob("*/**/*.hpp")}
        for lost in sorted(nested - reached(f"{layer}.hpp")):
            yield ROOT / lost, 0, f"is not reached from the umbrella {layer}.hpp"


def reached(name):
    """All headers of ours that including this one brings."""
    seen, left = set(), [name]
    while left:
        name = left.pop()
        if name in seen or not (ROOT / name).exists():
            continue
        seen.add(name)
        includes = map(INCLUDE.match, (ROOT / name).read_text().splitlines())
        left += [m.group(2).removeprefix("tokendyno/") for m in includes if m and m.group(2).startswith("tokendyno/")]
    return seen


def main():
    if sys.argv[1:] == ["--write-umbrellas"]:
        for name, includes in umbrellas():
            text = umbrella_text(includes)
            if not (ROOT / name).exists() or (ROOT / name).read_text() != text:
                (ROOT / name).write_text(text)
                print(f"wrote include/tokendyno/{name}")
        return 0
    if sys.argv[1:]:
        print(__doc__)
        return 2
    found = list(complaints())
    for path, number, what in found:
        print(f"include/tokendyno/{path.relative_to(ROOT)}:{number}: {what}")
    if any("umbrella" in what for _, _, what in found):
        print("write the umbrellas anew with tools/check_layers.py --write-umbrellas")
    print(f"{len(list(ROOT.rglob('*.hpp')))} headers in {len(layers())} layers, {len(found)} complaints")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
