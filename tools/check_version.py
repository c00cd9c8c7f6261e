#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks that every place that names tokendyno's version names the one in include/tokendyno/version.hpp."""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# What a version of ours looks like in prose and snippets: a tag, a package with its version, a find_package.
OURS = re.compile(r"(?:GIT_TAG v|tokendyno[@#-]v?|tokendyno\.git@v?|tokendyno==|tokendyno/)(\d+\.\d+\.\d+)\b")
MINOR = re.compile(r"find_package\(tokendyno (\d+\.\d+)\b")
PYTHON = re.compile(r'^version\s*=\s*"([^"]+)"', re.M)


def main():
    header = (ROOT / "include/tokendyno/version.hpp").read_text()
    version = re.search(r'define TOKENDYNO_VERSION "(\d+\.\d+\.\d+)"', header).group(1)
    minor = version.rsplit(".", 1)[0]
    wrong = places = 0
    files = [ROOT / "README.md", ROOT / "HACKING.md", ROOT / "pyproject.toml", *(ROOT / "docs").rglob("*.md")]
    files += [p for folder in ("tests/install", "examples") for p in (ROOT / folder).rglob("*") if p.is_file()]
    for path in filter(Path.is_file, files):
        if path.suffix not in {".md", ".toml", ".txt", ".cmake", ".sh"}:
            continue
        for number, line in enumerate(path.read_text().splitlines(), 1):
            found = [(m, version) for m in OURS.findall(line)] + [(m, minor) for m in MINOR.findall(line)]
            if path.name == "pyproject.toml":
                found += [(m, version) for m in PYTHON.findall(line)]
            for said, right in found:
                places += 1
                if said != right:
                    print(f"{path.relative_to(ROOT)}:{number}: says {said}, the version is {version}")
                    wrong += 1
    changelog = ROOT / "CHANGELOG.md"
    if changelog.exists() and not re.search(rf"^## .*\b({re.escape(version)}|Unreleased)\b", changelog.read_text(), re.M):
        print(f"CHANGELOG.md: neither {version} nor Unreleased is a heading")
        wrong += 1
    print(f"version {version}, named in {places} other places, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
