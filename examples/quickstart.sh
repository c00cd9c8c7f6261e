#!/bin/bash
# SPDX-License-Identifier: MIT
# The main job in one command: is BF16 or AWQ the better buy on an RTX 2000 Ada? Two simulated engines answer through
# real sockets; the table goes to the terminal, CSV, JSON, Markdown and HTML into results/. No GPU needed.
set -euo pipefail
cd "$(dirname "$0")/.."
# Version managers and pip put other tools of the same names first.
export PATH="/usr/bin:/bin:/usr/sbin:/sbin:$PATH"

usage() {
  cat <<'END'
usage: examples/quickstart.sh [--quick] [--out-dir DIR] [-- OPTION…]

Installs what is missing to build (Debian), builds the example programs into build/quickstart, and compares.
  --quick         fewer requests: a look in half the time
  --out-dir DIR   where the results go; default: results
  -- OPTION…      handed to the program compare; its own --help tells them
END
}

out=results
options=()
while (($#)); do
  case "$1" in
    --quick) options+=(--quick) ;;
    --out-dir) out=${2:?}; shift ;;
    --) shift; options+=("$@"); break ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
  shift
done

tools/setup.sh build
log=build/quickstart/quickstart.log
mkdir -p build/quickstart
echo "building into build/quickstart …"
start=$SECONDS
if ! { cmake --preset quickstart && cmake --build --preset quickstart --target compare -j "$(nproc)"; } >"$log" 2>&1; then
  tail -n 40 "$log" >&2
  echo "the build failed; all of it is in $log" >&2
  exit 1
fi
echo "built in $((SECONDS - start)) s"

# The comparison itself.
build/quickstart/examples/compare --sim rtx2000ada/qwen2.5-1.5b --baseline-name bf16 --candidate-name awq --out-dir "$out" \
  ${options[@]+"${options[@]}"}

echo
echo "results in $out:"
ls -1 "$out"
