#!/bin/bash
# SPDX-License-Identifier: MIT
# Installs, on Debian, what is missing for a purpose. Asks nothing; says first what it installs.
set -euo pipefail

usage() {
  cat <<'END'
usage: tools/setup.sh build|test|all

  build   compiler, CMake, Ninja, Asio, simdjson, llhttp, OpenSSL (for https)
  test    the above, doctest, Python, curl, openssl, pkg-config, git
  all     the above, clang 19, clang-format 19, Google Benchmark

Needs root or sudo only when something is missing. Elsewhere than on Debian it names what is needed.
END
}

build=(g++ cmake ninja-build libasio-dev libsimdjson-dev libssl-dev 'node-llhttp|libllhttp-dev')
test=("${build[@]}" doctest-dev python3-dev python3-venv ca-certificates openssl curl pkg-config git)
all=("${test[@]}" clang-19 clang-format-19 libbenchmark-dev)
case "${1:-}" in
  build) wanted=("${build[@]}") ;;
  test) wanted=("${test[@]}") ;;
  all) wanted=("${all[@]}") ;;
  -h | --help) usage; exit 0 ;;
  *) usage >&2; exit 2 ;;
esac

if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
  echo "setup: this is no Debian; nothing installed. What is needed, by Debian's names: ${wanted[*]}"
  exit 0
fi

installed() { [[ $(dpkg-query -W -f '${Status}' "$1" 2>/dev/null) == 'install ok installed' ]]; }

# "a|b": either will do; releases differ in what they call it.
any_installed() {
  local name
  for name in ${1//|/ }; do
    if installed "$name"; then return 0; fi
  done
  return 1
}

missing=()
for package in "${wanted[@]}"; do
  any_installed "$package" || missing+=("$package")
done
if ((${#missing[@]} == 0)); then exit 0; fi

run=()
if [[ $(id -u) -ne 0 ]]; then
  if sudo -n true 2>/dev/null; then
    run=(sudo -n)
  else
    echo "setup: these packages are missing, and this is neither root nor sudo without a password. Run this, then again:" >&2
    echo "  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing[*]%%|*}" >&2
    exit 1
  fi
fi

echo "setup: installing with apt-get: ${missing[*]}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
quietly() { "$@" >"$log" 2>&1 </dev/null || { cat "$log" >&2; echo "setup: failed: $*" >&2; exit 1; }; }
apt() { quietly "${run[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q "$@"; }
apt update
chosen=()
for package in "${missing[@]}"; do
  for name in ${package//|/ }; do
    if apt-cache show --no-all-versions "$name" >/dev/null 2>&1; then break; fi
  done
  chosen+=("$name")
done
apt install -y --no-install-recommends "${chosen[@]}"
echo "setup: done in ${SECONDS} s"
