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
least=1.25.7        # what its go.mod asks for
toolchain=go1.27.3  # what a Go that is too old, but not older than 1.21, fetches through the module proxy

# A Go that is new enough, or can fetch one, into $go: this machine's, or that of Debian's backports, which is unpacked
# here and not installed (Debian 12 itself has 1.19).
find_go() {
  local found mirror
  for go in $(type -ap go); do
    found=$(GOTOOLCHAIN=local "$go" env GOVERSION 2>/dev/null) || continue
    if at_least "$least" "${found#go}"; then export GOTOOLCHAIN=local; return 0; fi
    if at_least 1.21 "${found#go}"; then export GOTOOLCHAIN=$toolchain; return 0; fi
  done
  mirror=$(apt-get indextargets --format '$(REPO_URI)|$(CODENAME)|$(COMPONENT)' 'Created-By: Packages' |
    awk -F'|' '$2 == "bookworm" && $3 == "main" && !found { print $1; found = 1 }')
  mkdir -p lists/partial debian
  echo "deb ${mirror:-http://deb.debian.org/debian} bookworm-backports main" >backports.list
  local apt=(apt-get -q -o "Dir::Etc::sourcelist=$PWD/backports.list" -o Dir::Etc::sourceparts=-
    -o "Dir::State::lists=$PWD/lists" -o APT::Sandbox::User=root)
  "${apt[@]}" update
  "${apt[@]}" download golang-1.23-go golang-1.23-src
  for found in ./*.deb; do dpkg -x "$found" debian; done
  go=$PWD/debian/usr/lib/go-1.23/bin/go
  export GOTOOLCHAIN=$toolchain
}
at_least() { [[ $(printf '%s\n' "$1" "$2" | sort -V | head -n 1) == "$1" ]]; }

build() {
  set -euxo pipefail
  # Everything stays in this folder, which goes away; the versions are those of the module's own go.mod.
  export GOPATH=$PWD/go GOCACHE=$PWD/cache GOFLAGS='-mod=mod -buildvcs=false' CGO_ENABLED=0
  find_go
  "$go" version
  mkdir main && cd main
  "$go" mod init engine
  "$go" mod edit "-require=$module@$version"
  printf '//go:build tools\n\npackage tools\n\nimport _ "%s/cmd/%s"\n' "$module" "$program" >tools.go
  "$go" build -ldflags='-s -w' -o "../$program" "$module/cmd/$program"
}
once "out of its Go modules, some 4 minutes on 2 cores" build
