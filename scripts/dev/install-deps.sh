#!/bin/sh
# SPDX-License-Identifier: MIT
# Install those of the named Debian packages that are missing, and say so.
set -eu
missing=
for p in "$@"; do
  dpkg-query -W -f '${Status}' "$p" 2>/dev/null | grep -q ' installed$' ||
    missing="$missing $p"
done
[ -n "$missing" ] || exit 0
command -v apt-get >/dev/null 2>&1 || {
  echo "quoth: please install these packages (or your system's like):$missing" >&2
  exit 1
}
as_root=
if [ "$(id -u)" != 0 ]; then
  command -v sudo >/dev/null 2>&1 || {
    echo "quoth: run as root, or install sudo, to get:$missing" >&2
    exit 1
  }
  as_root=sudo
fi
echo "quoth: installing missing packages:$missing"
$as_root apt-get update -q
# shellcheck disable=SC2086
$as_root env DEBIAN_FRONTEND=noninteractive \
  apt-get install -y -q --no-install-recommends $missing
