# SPDX-License-Identifier: MIT
# Sourced by the build scripts: programs of others, built once into a cache folder.
#   name, version, program: set before; what is built, and the file that comes out
#   own: what else the program depends on (e.g. this machine's instructions); another value builds anew
set -euo pipefail
folder=${XDG_CACHE_HOME:-$HOME/.cache}/tokendyno/engines/$name-$version
say() { echo "engines: $*" >&2; }
fail() { say "$*"; exit 1; }

# The program is whole, of this version and for this machine.
whole() {
  [[ -x $folder/$program && -f $folder/built && $(head -n 1 "$folder/built") == "${own:-}" ]] &&
    (cd "$folder" && tail -n 1 built | sha256sum --check --status)
}

# once ABOUT COMMAND…: unless it is there, runs the command in an empty folder, where it puts the program; the folder
# takes its place only when all is done. Prints the path of the program.
once() {
  if ! whole; then
    if [[ -e $folder ]]; then say "$folder is not whole or of another machine: building anew"; fi
    local start=$SECONDS
    mkdir -p "$(dirname "$folder")"
    work=$(mktemp -d "$folder.XXXXXX")
    # Go's module cache is read-only.
    trap 'chmod -R u+w "$work" 2>/dev/null; rm -rf "$work"' EXIT
    trap 'exit 130' INT TERM
    say "building $name $version $1, once; log: $work/log"
    # Not as a condition: bash would ignore `set -e` in the command.
    local status
    set +e
    (set -e; cd "$work"; "${@:2}") >"$work/log" 2>&1 </dev/null
    status=$?
    set -e
    if ((status)); then
      tail -n 40 "$work/log" >&2
      fail "failed after $((SECONDS - start)) s: $name $version"
    fi
    mkdir "$work/place"
    mv "$work/$program" "$work/log" "$work/place/"
    (cd "$work/place" && { echo "${own:-}"; sha256sum "$program"; } >built)
    rm -rf "$folder"
    mv "$work/place" "$folder"
    say "$name $version built in $((SECONDS - start)) s: $folder/$program"
  fi
  echo "$folder/$program"
}
