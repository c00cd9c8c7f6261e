#!/bin/bash
# SPDX-License-Identifier: MIT
# Builds and installs the Python package into an environment of its own and tests it there.
# The last line is "N passed, N failed"; the exit code is 0 only if none failed.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 2
export PATH="/usr/bin:/bin:/usr/sbin:/sbin:$PATH"
# Neither modules nor settings of whoever runs this.
unset PYTHONPATH PYTHONHOME CMAKE_ARGS SKBUILD_CMAKE_ARGS
export PIP_DISABLE_PIP_VERSION_CHECK=1

if [[ ${1:-} == -* || $# -gt 1 ]]; then
  echo "usage: tests/python/run.sh [PYTHON]    default: python3; needs 3.10 or later with venv and headers" >&2
  exit 2
fi
python=${1:-python3}
version=$("$python" -c 'import sys; print("%d.%d.%d" % sys.version_info[:3])') || { echo "0 passed, 1 failed"; exit 1; }
home=.cache/python/$version
log=$home/log
bin=$home/venv/bin
mkdir -p "$home"
passed=0
failed=0

# quietly COMMAND…: output into a log; shows its end if the command fails.
quietly() {
  if "$@" >"$log" 2>&1 </dev/null; then return 0; fi
  echo "--- failed: $*"
  tail -n 80 "$log"
  return 1
}

check() { if quietly "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi; }

environment() {
  quietly "$python" -m venv "$home/venv" &&
    quietly "$bin/pip" install -q --upgrade 'pip>=25.1' &&
    quietly "$bin/pip" install -q --group build --group test
}

# Not optimised, with assertions; not isolated, so that nothing is compiled anew the next time unless it changed.
package() {
  quietly "$bin/pip" install --no-build-isolation --no-deps --force-reinstall . -C "build-dir=$home/build" \
    -C cmake.build-type=Debug -C cmake.define.CMAKE_CXX_FLAGS_DEBUG=-D_GLIBCXX_ASSERTIONS -C cmake.define.TOKENDYNO_WERROR=ON
}

# What is skipped has failed.
cases() {
  rm -f "$home/report.xml"
  quietly "$bin/python" -m pytest -q -p no:cacheprovider --junit-xml "$home/report.xml"
  local all bad
  read -r all bad < <("$bin/python" - "$home/report.xml" <<'END_OF_PYTHON'
import sys
from xml.etree import ElementTree

suites = list(ElementTree.parse(sys.argv[1]).iter("testsuite"))
print(*(sum(int(s.get(kind, 0)) for s in suites for kind in kinds) for kinds in (["tests"], ["failures", "errors", "skipped"])))
END_OF_PYTHON
  )
  if [[ ! ${all:-} =~ ^[1-9] ]]; then failed=$((failed + 1)); return; fi
  passed=$((passed + all - bad))
  failed=$((failed + bad))
}

typed_use() { "$bin/python" -m mypy tests/python/typed_use.py && "$bin/python" tests/python/typed_use.py; }
stubs() { "$bin/python" -m mypy.stubtest tokendyno --mypy-config-file pyproject.toml --allowlist tests/python/stubtest.txt; }

if environment && package; then
  cases
  check typed_use
  check stubs
else
  failed=$((failed + 1))
fi
echo "$passed passed, $failed failed"
exit $((failed > 0))
