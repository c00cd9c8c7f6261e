#!/bin/bash
# SPDX-License-Identifier: MIT
# BF16 against Q8_0 on a real llama.cpp, through the program compare; our token counts against the engine's own.
# About two minutes. The last line is "N passed, N failed".
set -uo pipefail
if [[ $# -lt 1 || $1 == -* ]]; then
  echo "usage: tests/engine/run.sh BUILD_FOLDER [REQUESTS]   (the folder holds examples/compare; 16 requests a cell)"
  exit 2
fi
here=$(cd "$(dirname "$0")" && pwd)
compare=$1/examples/compare
requests=${2:-16}
engine=$here/../../.cache/engine
model=tokendyno-random
out=$(mktemp -d)
pids=()
stop() {
  if ((${#pids[@]})); then kill "${pids[@]}" 2>/dev/null; wait "${pids[@]}" 2>/dev/null; fi
  rm -rf "$out"
}
trap stop EXIT
trap 'exit 130' INT TERM
fail() { echo "$1"; echo "0 passed, 1 failed"; exit 1; }

"$here/install.sh" || fail "the engine could not be installed"
[[ -x $compare ]] || fail "$compare is not there"

# start NAME FILE: a server on a free port; its address goes into url[NAME] once it answers /health.
declare -A url
start() {
  local log=$out/$1.log
  : >"$log"
  "$engine/node/bin/node" "$here/server.mjs" --engine-dir "$engine/llama" --model "$engine/models/$2" --name "$model" \
    >"$log" 2>&1 </dev/null &
  local pid=$! _
  pids+=("$pid")
  for _ in {1..300}; do
    url[$1]=$(sed -n 's/^listening on //p' "$log")
    if [[ -n ${url[$1]} ]] && curl -fsS -m 2 -o "$out/health" "${url[$1]}/health" 2>/dev/null; then return 0; fi
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.2
  done
  cat "$log"
  return 1
}
start bf16 bf16.gguf || fail "the BF16 server did not start"
start q8_0 q8_0.gguf || fail "the Q8_0 server did not start"

start=$SECONDS
# The random model's vocabulary is of single characters: four words are some 25 tokens.
timeout 300 "$compare" --baseline "${url[bf16]}" --candidate "${url[q8_0]}" --baseline-name bf16 --candidate-name q8_0 \
  --model "$model" --concurrency 1,4 --input-tokens 4 --max-tokens 16 --requests "$requests" --rows --out-dir "$out/results" </dev/null ||
  fail "compare failed"
echo "compare: $((SECONDS - start)) s"
"$engine/node/bin/node" "$here/check.mjs" "$out/results" "bf16=${url[bf16]}" "q8_0=${url[q8_0]}"
