#!/bin/bash
# SPDX-License-Identifier: MIT
# All tests, in one command. The last line is "N passed, N failed"; the exit code is 0 only if none failed.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 2
# Version managers and pip put other tools of the same names first.
export PATH="/usr/bin:/bin:/usr/sbin:/sbin:$PATH"

usage() {
  cat <<'END'
usage: tests/run.sh [--all] [--only LEG,…] [--without LEG,…] [--filter REGEX]

Installs what is missing (Debian), builds, and runs the tests, leg by leg:
  test      unit, integration and house checks: g++, Debug, assertions, warnings as errors
  python    the Python package and its tests
  engine    BF16 against Q8_0 on a real llama.cpp
  llm-d     our programs against llm-d-inference-sim: knee, failures, https           (with --all)
  llama-server  BF16 against Q8_0 on llama.cpp's own server, against its own figures    (with --all)
  sdk       both official OpenAI SDKs read captures and dialects as we do               (with --all)
  install   the installed package, used from CMake, pkg-config and as a subdirectory    (with --all)
  headers   each header compiles alone                                                 (with --all)
  clang     the first leg with clang 19                                                (with --all)
  asan      the first leg, without programs and integration, under ASan and UBSan        (with --all)
  tsan      the layers with sockets under ThreadSanitizer                              (with --all)
  release   the layers that calculate and the benchmarks, optimised                    (with --all)
  format    clang-format 19 has nothing to change                                      (with --all)

  --all             every leg
  --only LEG,…      these legs
  --without LEG,…   not these; a leg is left out in no other way: what cannot run has failed
  --filter REGEX    of the leg "test", only the tests whose name matches; no other leg
Logs lie in build/logs.
END
}

legs=(test python engine)
filter=
without=
while (($#)); do
  case "$1" in
    --all) legs=(test python engine llm-d llama-server sdk install headers clang asan tsan release format) ;;
    --only) IFS=, read -ra legs <<<"${2:?}"; shift ;;
    --without) without=",${2:?},"; shift ;;
    --filter) filter=${2:?}; legs=(test); shift ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
  shift
done

jobs=$(nproc)
logs=build/logs
mkdir -p "$logs"
passed=0
failed=0
launcher=()
if command -v ccache >/dev/null; then launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache); fi

# count PASSED FAILED: adds to the sums, and to those of the leg under way.
count() { passed=$((passed + $1)); failed=$((failed + $2)); leg_passed=$((leg_passed + $1)); leg_failed=$((leg_failed + $2)); }

# logged NAME COMMAND…: output into a log; shows its end if the command fails.
logged() {
  local log=$logs/$1.log
  shift
  if "$@" >"$log" 2>&1 </dev/null; then return 0; fi
  echo "--- failed: $*  ($log)"
  # Of ctest's log only what did not pass.
  grep -vE '^ +Start +[0-9]+: |  Passed +[0-9.]+ sec$' "$log" | tail -n 100
  return 1
}

# step NAME COMMAND…: a preparation; counts only when it fails.
step() { logged "$@" || { count 0 1; return 1; }; }

# check NAME COMMAND…: one check, passed or failed.
check() { if logged "$@"; then count 1 0; else count 0 1; fi; }

# script NAME COMMAND…: a script that counts for itself in its last line. Fails as a whole if it does not say.
script() {
  local name=$1 said=0
  logged "$@" || said=1
  if [[ $(tail -n 1 "$logs/$name.log") =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
    count "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}"
    if ((said && BASH_REMATCH[2] == 0)); then count 0 1; fi
  else
    count 0 1
  fi
}

configure() { step "$1-configure" cmake --preset "$1" "${launcher[@]}"; }

# build PRESET [ARGUMENT…]
build() { configure "$1" && step "$1-build" cmake --build --preset "$1" -j "$jobs" "${@:2}"; }

# run_ctest PRESET [ARGUMENT…]: what is skipped, disabled or not built has failed.
run_ctest() {
  local report=$PWD/$logs/$1.xml suite total bad=0 kind
  rm -f "$report"
  local said=0
  logged "$1-ctest" ctest --preset "$1" -j "$jobs" --output-junit "$report" "${@:2}" || said=1
  suite=$(tr '\n\t' '  ' <"$report" 2>/dev/null | grep -o '<testsuite [^>]*>')
  if [[ ! $suite =~ \ tests=\"([0-9]+)\" ]]; then count 0 1; return; fi
  total=${BASH_REMATCH[1]}
  for kind in failures disabled skipped; do
    if [[ $suite =~ \ $kind=\"([0-9]+)\" ]]; then bad=$((bad + BASH_REMATCH[1])); fi
  done
  # No test at all, or a failure that the report does not show, has failed too.
  if ((total == 0 || (said && bad == 0))); then count 0 1; fi
  count $((total - bad)) "$bad"
}

leg_test() { build test && run_ctest test ${filter:+-R "$filter"}; }
leg_python() { script python tests/python/run.sh; }
leg_engine() { build test --target compare && script engine tests/engine/run.sh build/test; }
# Servers that are built here, once, into ~/.cache/tokendyno; how long that takes is said, and not hidden in a log.
built() { "tests/conformance/$1" >/dev/null || { count 0 1; return 1; }; }
leg_llm-d() {
  built build_llm_d_sim.sh && build test --target chat_run chat_grid &&
    script llm-d tests/conformance/llm_d.py build/test/examples
}
leg_llama-server() {
  built build_llama_server.sh && build test --target chat_run compare &&
    script llama-server tests/conformance/llama_server.py build/test/examples
}
leg_sdk() { build test --target simulated_server count_chunks && script sdk tests/sdk/run.sh build/test; }
leg_install() { configure test && script install tests/install/run.sh build/test; }
leg_headers() { configure test && check headers cmake --build --preset headers -j "$jobs"; }
leg_clang() { build clang && run_ctest clang; }
# Programs are not built here. Integration is held against the clock, which ASan slows too much; ThreadSanitizer's leg
# has it.
leg_asan() { build asan && run_ctest asan -E '^integration:'; }
leg_tsan() {
  local layers=() targets=() layer
  for layer in net client run serve integration; do
    if compgen -G "tests/$layer/*_test.cpp" >/dev/null; then layers+=("$layer"); targets+=("test_$layer"); fi
  done
  build tsan --target "${targets[@]}" && run_ctest tsan -R "^($(IFS='|'; echo "${layers[*]}")):"
}
# The layers that calculate, and the benchmarks; the rest of an optimised build is the quickstart's.
leg_release() {
  build release --target test_stats test_metrics test_sim test_openai real_against_virtual &&
    run_ctest release -R '^(stats|metrics|sim|openai):'
}
leg_format() { check format bash -c "git ls-files -z '*.hpp' '*.cpp' | xargs -0 clang-format-19 --dry-run --Werror"; }

purpose="test"
case " ${legs[*]} " in *" clang "* | *" release "* | *" format "*) purpose=all ;; esac
if ! tools/setup.sh "$purpose"; then
  echo "0 passed, 1 failed"
  exit 1
fi

for leg in "${legs[@]}"; do
  if [[ $without == *",$leg,"* ]]; then echo "$leg: left out, as asked"; continue; fi
  if ! declare -F "leg_$leg" >/dev/null; then usage >&2; exit 2; fi
  leg_passed=0
  leg_failed=0
  start=$SECONDS
  "leg_$leg"
  printf '%-12s %5d passed %3d failed %5d s\n' "$leg" "$leg_passed" "$leg_failed" $((SECONDS - start))
done
if ((passed + failed == 0)); then failed=1; fi
echo "$passed passed, $failed failed"
exit $((failed > 0))
