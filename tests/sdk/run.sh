#!/bin/bash
# SPDX-License-Identifier: MIT
# Both official OpenAI SDKs as oracles: they read every streaming capture and every dialect of the simulated server as
# we do. About a minute. The last line is "N passed, N failed".
set -uo pipefail
if [[ $# -ne 1 || $1 == -* ]]; then
  echo "usage: tests/sdk/run.sh BUILD_FOLDER   (with the targets simulated_server and count_chunks built in it)"
  exit 2
fi
here=$(cd "$(dirname "$0")" && pwd)
fail() { echo "$1"; echo "0 passed, 1 failed"; exit 1; }
for program in examples/simulated_server tests/count_chunks; do
  [[ -x $1/$program ]] || fail "$1/$program is not there"
done
home=$("$here/install.sh") || fail "the SDKs could not be installed"
# Neither proxies nor settings of whoever runs this.
unset PYTHONPATH PYTHONHOME http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY OPENAI_BASE_URL NODE_OPTIONS
PYTHONDONTWRITEBYTECODE=1 "$home/venv/bin/python" "$here/check.py" "$1/examples/simulated_server" "$1/tests/count_chunks" "$home"
