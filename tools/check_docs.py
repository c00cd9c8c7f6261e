#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks the Markdown files: links lead somewhere, code that comes from a file is that file's text, and the anchors of
docs/concepts.md that the headers point to exist.

A code block after the line <!-- from: examples/01_hello.cpp --> must stand in that file, line for line, in one piece.
"""
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")
FROM = re.compile(r"<!-- from: (\S+) -->\n+```[^\n]*\n(.*?)\n```", re.S)
FENCE = re.compile(r"^```.*?^```", re.S | re.M)
POINTER = re.compile(r"docs/([\w/-]+\.md)#([\w-]+)")


def anchors(path):
    text = path.read_text()
    found = set(re.findall(r'<a (?:id|name)="([^"]+)"', text))
    for heading in re.findall(r"^#+ +(.*?)#*$", FENCE.sub("", text), re.M):
        plain = re.sub(r"[`*]|\[([^\]]*)\]\([^)]*\)", r"\1", heading).strip().lower()
        found.add(re.sub(r"[^\w\- ]", "", plain).replace(" ", "-"))
    return found


def number_of(text, position):
    return text.count("\n", 0, position) + 1


def markdown_complaints(path):
    text = path.read_text()
    for match in LINK.finditer(FENCE.sub(lambda m: "\n" * m.group().count("\n"), text)):
        target = match.group(1) or match.group(2)
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        file = (path.parent / name).resolve() if name else path
        if not file.exists():
            yield number_of(text, match.start()), f"no such file: {target}"
        elif anchor and file.suffix == ".md" and anchor not in anchors(file):
            yield number_of(text, match.start()), f"no such heading: {target}"
    for match in FROM.finditer(text):
        source = ROOT / match.group(1)
        if not source.is_file():
            yield number_of(text, match.start()), f"no such file: {match.group(1)}"
        elif f"\n{match.group(2)}\n" not in f"\n{source.read_text()}\n":
            yield number_of(text, match.start()), f"this code does not stand in {match.group(1)}"


def pointer_complaints(path):
    text = path.read_text()
    for match in POINTER.finditer(text):
        page = ROOT / "docs" / match.group(1)
        if not page.is_file():
            yield number_of(text, match.start()), f"no such page: {match.group()}"
        elif match.group(2) not in anchors(page):
            yield number_of(text, match.start()), f"no such heading: {match.group()}"


def main():
    listed = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-co", "--exclude-standard"], capture_output=True, text=True)
    if listed.returncode:
        print(listed.stderr, end="")
        return 2
    wrong = pages = 0
    for path in (ROOT / name for name in sorted(listed.stdout.split("\n")) if name):
        if not path.is_file():
            continue
        found = []
        if path.suffix == ".md":
            pages += 1
            found = markdown_complaints(path)
        elif path.suffix in {".hpp", ".cpp", ".py", ".pyi"}:
            found = pointer_complaints(path)
        for number, what in found:
            print(f"{path.relative_to(ROOT)}:{number}: {what}")
            wrong += 1
    print(f"{pages} pages, {wrong} complaints")
    return 1 if wrong or not pages else 0


if __name__ == "__main__":
    sys.exit(main())
