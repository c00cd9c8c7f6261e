#!/bin/bash
# SPDX-License-Identifier: MIT
# Runs a command in a fresh Debian 12: a folder with nothing but the base system and git, and a clone of HEAD in it.
set -euo pipefail

usage() {
  cat <<'END'
usage: tools/fresh.sh [--keep] FOLDER COMMAND [ARGUMENT…]
e.g.   tools/fresh.sh /tmp/fresh tests/run.sh

Needs root and debootstrap. Packages come from where this machine's own apt gets them, with its settings; nothing else
of this machine's environment is let in but proxy variables. FOLDER must not exist; it is removed at the end, unless
--keep is given: then it stays, and a later call with the same FOLDER goes on in it with a new clone.
END
}

keep=
if [[ ${1:-} == --keep ]]; then keep=1; shift; fi
if [[ $# -lt 2 || $1 == -* ]]; then usage >&2; exit 2; fi
folder=$(realpath -m "$1")
shift
repository=$(cd "$(dirname "$0")/.." && pwd)
if [[ $(id -u) -ne 0 ]]; then echo "fresh: needs root, for debootstrap and chroot" >&2; exit 1; fi

if ! command -v debootstrap >/dev/null; then
  echo "fresh: installing debootstrap"
  apt-get -q update >/dev/null
  DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends debootstrap >/dev/null
fi

unmount() {
  local point
  for point in proc dev; do
    if mountpoint -q "$folder/$point"; then umount "$folder/$point"; fi
  done
}
finish() {
  unmount
  # Never with something of the machine's still mounted inside.
  if [[ -z $keep ]] && ! mount | grep -q " on $folder/"; then rm -rf --one-file-system "$folder"; fi
}

if [[ -e $folder ]]; then
  if [[ -z $keep || ! -x $folder/usr/bin/git ]]; then echo "fresh: $folder exists" >&2; exit 1; fi
else
  [[ $(apt-get indextargets --format '$(CODENAME)' 'Created-By: Packages') == *bookworm* ]] || {
    echo "fresh: this machine's apt knows no Debian 12 (bookworm)" >&2
    exit 1
  }
  mirror=$(apt-get indextargets --format '$(REPO_URI)|$(CODENAME)|$(COMPONENT)' 'Created-By: Packages' |
    awk -F'|' '$2 == "bookworm" && $3 == "main" && !found { print $1; found = 1 }')
  trap finish EXIT
  echo "fresh: Debian 12 into $folder"
  debootstrap --variant=minbase --include=git,ca-certificates bookworm "$folder" "$mirror" >"$folder.log" 2>&1 || {
    tail -n 20 "$folder.log" >&2
    exit 1
  }
  rm -f "$folder.log"
  # How to reach the package registries from here is the machine's business, not the base system's.
  cp /etc/resolv.conf "$folder/etc/"
  cp /etc/ssl/certs/ca-certificates.crt "$folder/etc/ssl/certs/"
  if [[ -f /etc/pip.conf ]]; then cp /etc/pip.conf "$folder/etc/"; fi
  for file in /etc/apt/apt.conf.d/99*; do
    if [[ -f $file ]]; then cp "$file" "$folder/etc/apt/apt.conf.d/"; fi
  done
fi
trap finish EXIT
mount --bind /proc "$folder/proc"
mount --bind /dev "$folder/dev"

rm -rf "$folder/root/tokendyno"
git clone -q --no-local "$repository" "$folder/root/tokendyno"
proxies=()
for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY; do
  if [[ -n ${!name:-} ]]; then proxies+=("$name=${!name}"); fi
done
echo "fresh: $*"
chroot "$folder" env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
  ${proxies[@]+"${proxies[@]}"} bash -c 'cd /root/tokendyno && exec "$@"' bash "$@" </dev/null
