#!/bin/sh
# SPDX-License-Identifier: MIT
# Build the Node package against the library of BUILD_DIR, run its tests.
# Usage: tests/embed/node.sh BUILD_DIR
b=$(cd "${1:-build}" && pwd) root=$PWD
skip() {
  echo "SKIPPED node: $1"
  echo '0 passed, 0 failed'
  exit 0
}
node=$(command -v node) || skip 'there is no node'
headers=$(dirname "$(readlink -f "$node")")/../include/node
[ -f "$headers/node_api.h" ] || headers=/usr/include/node # Debian: libnode-dev
[ -f "$headers/node_api.h" ] || skip 'its headers are missing (libnode-dev)'
NODE_HEADERS=$headers QUOTH_FLAGS="-I$root/include -L$b -lquoth -Wconversion \
  -Wl,-rpath,$b" sh examples/embed/node/build.sh "$b/quoth.node" || exit 1
QUOTH_NODE=$b/quoth.node QUOTH_PATH=$root/scripts exec \
  node --expose-gc --test --test-reporter tap examples/embed/node/test/
