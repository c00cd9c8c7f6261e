#!/bin/bash
# SPDX-License-Identifier: MIT
# Builds llama.cpp's llama-server out of the sources in a PyPI package into the cache folder, once, and prints the path
# of the program. No model is downloaded.
if (($#)); then
  echo "usage: tests/conformance/build_llama_server.sh   (fills \${XDG_CACHE_HOME:-~/.cache}/tokendyno/engines)"
  exit 2
fi
name=llama-server
version=0.3.36
program=llama-server
# It is built for the instructions of this processor.
own=$(grep -m 1 '^flags' /proc/cpuinfo | sha256sum | cut -c1-16)
. "$(dirname "$0")/cache.sh"

build() {
  set -euxo pipefail
  /usr/bin/python3 -m venv venv
  # The package is of sources alone, and holds the whole llama.cpp.
  venv/bin/pip download -q --no-deps --no-binary llama-cpp-python "llama-cpp-python==$version"
  tar xzf "llama_cpp_python-$version.tar.gz"
  local launcher=()
  if command -v ccache >/dev/null; then launcher=(-DCMAKE_C_COMPILER_LAUNCHER=ccache -DCMAKE_CXX_COMPILER_LAUNCHER=ccache); fi
  # The time goes into ggml; the rest of the server is compiled the quick way.
  printf 'set(CMAKE_%s_FLAGS_RELEASE "-O3 -DNDEBUG")\n' C CXX >ggml.cmake
  cmake -G Ninja -S "llama_cpp_python-$version/vendor/llama.cpp" -B b -DCMAKE_BUILD_TYPE=Release "${launcher[@]}" \
    -DCMAKE_C_COMPILER=gcc -DCMAKE_CXX_COMPILER=g++ -DCMAKE_C_FLAGS_RELEASE='-O1 -DNDEBUG' \
    -DCMAKE_CXX_FLAGS_RELEASE='-O1 -DNDEBUG' "-DCMAKE_PROJECT_ggml_INCLUDE=$PWD/ggml.cmake" -DBUILD_SHARED_LIBS=OFF \
    -DLLAMA_ALL_WARNINGS=OFF -DLLAMA_OPENSSL=OFF -DLLAMA_USE_PREBUILT_UI=OFF -DLLAMA_BUILD_TESTS=OFF \
    -DLLAMA_BUILD_EXAMPLES=OFF -DLLAMA_BUILD_APP=OFF
  cmake --build b --target llama-server -j "$(nproc)"
  mv "b/bin/$program" .
}
once "out of the sources on PyPI, some 9 minutes on 2 cores" build
