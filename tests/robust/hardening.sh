#!/bin/sh
# SPDX-License-Identifier: MIT
# What was built resists: position independent, read-only relocations bound at
# start, a canary on the stack, checked string functions, no stack that runs.
set -u
build=$1
passed=0 failed=0

# check NAME COMMAND...: does it succeed?
check() {
  name=$1
  shift
  if "$@" >/dev/null 2>&1; then passed=$((passed + 1))
  else failed=$((failed + 1)); echo "not so: $name"; fi
}

headers() { readelf -W -h -l -d "$1"; }
has() { headers "$1" | grep -q -e "$2"; }
lacks() { ! headers "$1" | grep -q -e "$2"; }
imports() { nm -D --undefined-only "$1" | grep -q -e "$2"; }
is_marked() { readelf -n "$1" | grep -q 'IBT, SHSTK'; }

for file in quoth libquoth.so quoth.so; do
  path=$build/$file
  check "$file is position independent" has "$path" 'DYN ('
  check "$file has read-only relocations" has "$path" GNU_RELRO
  check "$file binds them at its start" has "$path" 'BIND_NOW\|NOW'
  check "$file has no stack that runs" lacks "$path" 'GNU_STACK.*RWE'
  check "$file has canaries" imports "$path" __stack_chk_fail
  check "$file checks string functions" imports "$path" '_chk@'
done
if [ "$(uname -m)" = x86_64 ]; then
  for object in base/mem unicode/word text/doc match/regex lua/host io/out; do
    check "$object is marked for control flow" is_marked \
      "$build/obj/core/$object.o"
  done
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
