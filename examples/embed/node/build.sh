#!/bin/sh
# SPDX-License-Identifier: MIT
# Compile the addon against the installed libquoth (pkg-config) and the headers
# that come with node. Usage: build.sh [OUT.node]
set -eu
cd "$(dirname "$0")"
out=${1:-build/quoth.node}
node=$(command -v node)
headers=${NODE_HEADERS:-$(dirname "$(readlink -f "$node")")/../include/node}
[ -f "$headers/node_api.h" ] || {
  echo "build.sh: no node_api.h in $headers (let NODE_HEADERS say where)" >&2
  exit 1
}
mkdir -p "$(dirname "$out")"
flags=${QUOTH_FLAGS:-$(pkg-config --cflags --libs quoth)}
# shellcheck disable=SC2086
${CC:-cc} -std=c11 -Wall -Wextra -Werror -O2 -shared -fPIC \
  -fvisibility=hidden -I"$headers" ./*.c -o "$out" $flags \
  -I"${LUA_INCLUDE:-/usr/include/lua5.4}"
