#!/bin/sh
# SPDX-License-Identifier: MIT
# Compile each program of examples/embed against the shared library, run it,
# compare its output. The first one stands in docs/c-api.md, word for word.
# Usage: tests/embed/run.sh BUILD_DIR
b=${1:-build} cc=${CC:-cc}
passed=0 failed=0
mkdir -p "$b/embed"

check() { # WHAT COMMAND...: what the command says is shown when it fails
  what=$1
  shift
  if "$@" >"$b/embed/log" 2>&1; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "FAILED $what"
    cat "$b/embed/log"
  fi
}

run() { # NAME
  LD_LIBRARY_PATH=$b "$b/embed/$1" >"$b/embed/$1.out" 2>&1 &&
    diff -u "examples/embed/$1.out" "$b/embed/$1.out"
}

first_example() {
  sed '1d' examples/embed/quotes.c >"$b/embed/file" # all but the licence line
  sed -n '/^```c/,/^```$/p' docs/c-api.md | sed '1d;/^```$/,$d' >"$b/embed/doc"
  diff -u "$b/embed/file" "$b/embed/doc" && [ "$(wc -l <"$b/embed/doc")" -le 30 ]
}

for c in examples/embed/*.c; do
  name=$(basename "$c" .c)
  check "$name compiles" "$cc" -std=c11 -Wall -Wextra -Wconversion -Werror \
    -Iinclude "$c" -o "$b/embed/$name" -L"$b" -lquoth -lpthread
  check "$name runs" run "$name"
done
check 'the example of docs/c-api.md is examples/embed/quotes.c' first_example
for std in c99 c11 c++17; do
  lang=c
  case $std in c++*) lang=c++ ;; esac
  check "quoth.h in $std" sh -c "printf '#include <quoth.h>\nquoth_span s;\n' |
    $cc -x $lang -std=$std -pedantic -Wall -Wextra -Werror -Iinclude -c - -o '$b/embed/o'"
done
echo "$passed passed, $failed failed"
[ $failed = 0 ]
