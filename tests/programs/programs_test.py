#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests of the example programs as their users meet them: command line, terminal, files, signals, exit codes.

    programs_test.py --list                         names of all cases
    programs_test.py --programs DIR [CASE …]        runs these cases, or all, against the programs in DIR
"""
import argparse
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
MODULES = ["command_line", "endings", "failures", "files", "interrupted", "progress", "prompts", "secure"]


def cases(suite):
    """The tests of a suite by the name they are called by: test_a_wrong_model becomes "a wrong model"."""
    found = {}
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            found |= cases(test)
        else:
            found[test._testMethodName.removeprefix("test_").replace("_", " ")] = test
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--programs", metavar="DIR")
    parser.add_argument("case", nargs="*")
    asked = parser.parse_args()
    known = cases(unittest.defaultTestLoader.loadTestsFromNames(MODULES))
    if asked.list:
        print("\n".join(known))
        return 0
    unknown = [name for name in asked.case if name not in known]
    if unknown or not asked.programs:
        parser.error(f"no such case: {', '.join(unknown)}" if unknown else "--programs is missing")
    os.environ["TOKENDYNO_PROGRAMS"] = os.path.abspath(asked.programs)
    suite = unittest.TestSuite(known[name] for name in asked.case or known)
    result = unittest.TextTestRunner(verbosity=2).run(suite)
    return 0 if result.wasSuccessful() and result.testsRun and not result.skipped else 1


if __name__ == "__main__":
    sys.exit(main())
