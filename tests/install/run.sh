#!/bin/bash
# SPDX-License-Identifier: MIT
# Installs the package from a build folder and uses it as others would, from copies outside the repository.
set -uo pipefail
if [[ $# -ne 1 || $1 == -* ]]; then
  echo "usage: tests/install/run.sh BUILD_FOLDER"
  exit 2
fi
repository=$(cd "$(dirname "$0")/../.." && pwd)
build=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$repository"/tests/install/{core,all,subdirectory,snippets} "$work"
cp "$work"/all/main.cpp "$work"/subdirectory/
prefix=$work/prefix
strict="-Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wold-style-cast -Wnon-virtual-dtor -Woverloaded-virtual -Werror"
passed=0
failed=0

# check NAME COMMAND…: one check; its output is shown if it fails.
check() {
  local name=$1
  shift
  if "$@" >"$work/log" 2>&1 </dev/null; then
    echo "ok      $name"
    passed=$((passed + 1))
  else
    echo "FAILED  $name: $*"
    cat "$work/log"
    failed=$((failed + 1))
  fi
}

# consume FOLDER PROGRAM [ARGUMENT…]: configures, builds and runs a consumer.
consume() {
  cmake -S "$work/$1" -B "$work/$1/build" -G Ninja -DCMAKE_PREFIX_PATH="$prefix" "${@:3}" &&
    cmake --build "$work/$1/build" && "$work/$1/build/$2"
}

# Stands before every header of the libraries that core must not need.
hide() {
  local header
  mkdir -p "$work/hidden/asio"
  for header in asio.hpp simdjson.h llhttp.h $(cd /usr/include 2>/dev/null && ls asio/*.hpp 2>/dev/null); do
    echo "#error \"$header is hidden\"" >"$work/hidden/$header"
  done
}

# The words of pkg-config are several arguments.
# shellcheck disable=SC2046
with_pkg_config() {
  export PKG_CONFIG_PATH=$prefix/share/pkgconfig
  local source objects=()
  for source in $(pkg-config --variable=llhttp_sources tokendyno); do
    objects+=("$work/$(basename "$source" .c).o")
    gcc -c "$source" -o "${objects[-1]}" $(pkg-config --cflags-only-I tokendyno) || return 1
  done
  g++ "$work/all/main.cpp" "${objects[@]}" $(pkg-config --cflags --libs tokendyno) -o "$work/with_pkg_config" &&
    "$work/with_pkg_config"
}

# shellcheck disable=SC2046
core_with_pkg_config() {
  export PKG_CONFIG_PATH=$prefix/share/pkgconfig
  g++ "$work/core/main.cpp" -I"$work/hidden" $(pkg-config --cflags --libs tokendyno-core) -o "$work/core_with_pkg_config" &&
    "$work/core_with_pkg_config"
}

# fails_with WORDS COMMAND…: the command must fail and say so.
fails_with() { ! "${@:2}" >"$work/said" 2>&1 && grep -q -- "$1" "$work/said" || { cat "$work/said"; return 1; }; }

# The examples, copied to a folder of their own with a ten-line CMakeLists.
copies_build() {
  mkdir "$work/copies" && cp "$repository"/examples/*.cpp "$work/all/CMakeLists.txt" "$work/copies/" &&
    cmake -S "$work/copies" -B "$work/copies/build" -G Ninja -DCMAKE_PREFIX_PATH="$prefix" &&
    cmake --build "$work/copies/build"
}

# The first snippet as it stands, against a simulated engine at the address it names; a minute and a half.
snippet_runs() {
  local engine said
  "$build/examples/simulated_server" --port 8000 --model llama-3-8b --profile h100/llama-3.1-8b/bf16 &
  engine=$!
  sleep 1
  said=$("$work/copies/build/hello")
  kill "$engine"
  wait "$engine"
  echo "$said"
  grep -q '^requests  .* completed, 0 failed' <<<"$said" && grep -q '^ttft ' <<<"$said" && grep -q '^slo  ' <<<"$said"
}

hide
check "install" cmake --install "$build" --prefix "$prefix"
check "component core alone, other libraries hidden" consume core consumer \
  -DCMAKE_DISABLE_FIND_PACKAGE_Asio=ON -DCMAKE_DISABLE_FIND_PACKAGE_llhttp=ON -DCMAKE_DISABLE_FIND_PACKAGE_simdjson=ON \
  "-DCMAKE_CXX_FLAGS=-I$work/hidden $strict"
sed -i 's/COMPONENTS core/COMPONENTS gpu/' "$work/core/CMakeLists.txt"
check "an unknown component is named" fails_with "no component 'gpu'" consume core consumer
for snippet in "$work"/snippets/*.cpp; do cp "$snippet" "$work/all/"; done
check "find_package, and the snippets of the documentation under strict warnings" consume all main "-DCMAKE_CXX_FLAGS=$strict"
check "copies of the examples" copies_build
check "the first snippet runs as it stands" snippet_runs
check "add_subdirectory" consume subdirectory consumer "-DTOKENDYNO=$repository" "-DCMAKE_CXX_FLAGS=$strict"
check "pkg-config" with_pkg_config
check "pkg-config, core alone" core_with_pkg_config
echo "$passed passed, $failed failed"
exit $((failed > 0))
