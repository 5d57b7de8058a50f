#!/bin/sh
# SPDX-License-Identifier: MIT
# Install the library somewhere, compile each program of examples/embed
# against it through pkg-config, run it, compare its output. The first one
# stands in docs/c-api.md, word for word. Usage: tests/embed/run.sh BUILD_DIR
b=${1:-build} cc=${CC:-cc}
case $cc in *clang*) cxx=clang++ ;; *) cxx=g++ ;; esac
passed=0 failed=0 skipped=0
rm -rf "$b/embed"
mkdir -p "$b/embed"
T=$(cd "$b/embed" && pwd)
P=$T/root/opt/quoth
strict='-Wall -Wextra -Wconversion -Werror -pedantic'

check() { # WHAT COMMAND...: what the command says is shown when it fails
  what=$1
  shift
  if "$@" >"$T/log" 2>&1; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "FAILED $what"
    cat "$T/log"
  fi
}

skip() {
  skipped=$((skipped + 1))
  echo "SKIPPED $*"
}

pc() {
  PKG_CONFIG_PATH=$P/lib/pkgconfig PKG_CONFIG_SYSROOT_DIR=$T/root \
    pkg-config "$@" quoth
}

run() { # NAME
  LD_LIBRARY_PATH=$P/lib "$T/$1" >"$T/$1.out" 2>&1 &&
    diff -u "examples/embed/$1.out" "$T/$1.out"
}

first_example() {
  sed '1d' examples/embed/quotes.c >"$T/file" # all but the licence line
  sed -n '/^```c/,/^```$/p' docs/c-api.md | sed '1d;/^```$/,$d' >"$T/doc"
  diff -u "$T/file" "$T/doc" && [ "$(wc -l <"$T/doc")" -le 30 ]
}

header() { # STD HEADER
  lang=c
  case $1 in c++*) lang=c++ ;; esac
  # shellcheck disable=SC2086
  printf '#include <%s>\nquoth_span s;\n' "$2" |
    $cc -x $lang "-std=$1" $strict $(pc --cflags) -I/usr/include/lua5.4 \
      -c - -o "$T/o"
}

cpp() {
  cat >"$T/use.cpp" <<'END'
#include <quoth.h>
#include <cstdio>
#include <memory>
int main() {
  quoth_doc *doc = nullptr;
  if (quoth_doc_new("One two.", 8, nullptr, &doc) != QUOTH_OK) return 1;
  std::unique_ptr<quoth_doc, decltype(&quoth_doc_free)> owner(doc, quoth_doc_free);
  uint32_t n = 0;
  quoth_doc_tokens(doc, &n);
  return n == 3 ? 0 : 1;
}
END
  # shellcheck disable=SC2046,SC2086
  $cxx -std=c++17 $strict $(pc --cflags) "$T/use.cpp" -o "$T/use" \
    $(pc --libs) && LD_LIBRARY_PATH=$P/lib "$T/use"
}

static() { # without the shared library at hand
  # shellcheck disable=SC2046
  $cc $(pc --cflags) examples/embed/quotes.c -o "$T/static" "$P/lib/libquoth.a" \
    $(pkg-config --libs libpcre2-8 libutf8proc lua5.4) -lm &&
    "$T/static" | diff -u examples/embed/quotes.out -
}

with_cmake() {
  mkdir -p "$T/cmake"
  cat >"$T/cmake/CMakeLists.txt" <<END
cmake_minimum_required(VERSION 3.13)
project(use C)
find_package(quoth 0.1 REQUIRED)
add_executable(use "$PWD/examples/embed/quotes.c")
target_link_libraries(use quoth::quoth)
END
  cmake -S "$T/cmake" -B "$T/cmake/build" -DCMAKE_PREFIX_PATH="$P" &&
    cmake --build "$T/cmake/build" &&
    "$T/cmake/build/use" | diff -u examples/embed/quotes.out -
}

check 'make install' make -s B="$b" DESTDIR="$T/root" PREFIX=/opt/quoth install
check 'its soname' sh -c "objdump -p '$P/lib/libquoth.so' |
  grep -q 'SONAME *libquoth.so.0$'"
for c in examples/embed/*.c; do
  name=$(basename "$c" .c)
  # shellcheck disable=SC2046,SC2086
  check "$name compiles" "$cc" -std=c11 $strict $(pc --cflags) "$c" \
    -o "$T/$name" $(pc --libs) -lpthread
  check "$name runs" run "$name"
done
check 'the example of docs/c-api.md is examples/embed/quotes.c' first_example
for std in c99 c11 c++17; do
  check "quoth.h in $std" header $std quoth.h
  check "quoth_lua.h in $std" header $std quoth_lua.h
done
check 'a C++ program' cpp
check 'a static program' static
if command -v cmake >/dev/null; then check 'find_package(quoth)' with_cmake
else skip 'find_package(quoth): there is no cmake'; fi
echo "$passed passed, $failed failed, $skipped skipped"
[ $failed = 0 ]
