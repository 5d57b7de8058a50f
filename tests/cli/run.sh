#!/bin/sh
# SPDX-License-Identifier: MIT
# The program as people meet it: outputs, exit codes, manners. Usage:
#   run.sh BUILD_DIR [--update|--no-install]
# --update writes the golden files anew.
# shellcheck disable=SC2319
set -u
B=$(cd "$1" && pwd)
update= install=1
[ "${2:-}" = --update ] && update=1
[ "${2:-}" = --no-install ] && install=
cd "$(dirname "$0")" || exit 1
Q=$B/quoth
T=$(mktemp -d)
trap 'rm -rf "$T"' EXIT
unset NO_COLOR QUOTH_PATH QUOTH_PACKS QUOTH_LANG QUOTH_INPUT QUOTH_OFFSETS \
  QUOTH_FROM QUOTH_JOBS QUOTH_ON_ERROR QUOTH_PROGRESS \
  POSIXLY_CORRECT
XDG_CONFIG_HOME=$T/config; export XDG_CONFIG_HOME
# Beside build/ the packs are found; a build folder elsewhere is told of them.
[ -d "$B/../scripts" ] || { QUOTH_PATH=$(cd ../../scripts && pwd); export QUOTH_PATH; }
COLUMNS=80 TERM=xterm LC_ALL=C
export COLUMNS TERM LC_ALL
passed=0 failed=0

pass() { passed=$((passed + 1)); }
fail() {
  failed=$((failed + 1))
  printf 'FAILED %s: %s\n' "$name" "$*"
  head -c 600 "$T/err" 2>/dev/null
}
check() { if [ "$1" = "$2" ]; then pass; else fail "expected '$2', got '$1'"; fi; }

# run CODE ARGUMENT...: run quoth; $T/out and $T/err hold what came.
run() {
  want=$1; shift
  "$Q" "$@" >"$T/out" 2>"$T/err" </dev/null
  code=$?
  if [ $code = "$want" ]; then pass; else fail "exit code $code, not $want: quoth $*"; fi
}
# golden FILE: the last output is the golden file, to the byte.
golden() {
  [ "$update" ] && cp "$T/out" "golden/$1"
  if cmp -s "$T/out" "golden/$1"; then pass; else
    fail "golden/$1"; diff "golden/$1" "$T/out" | head -20; fi
}
says() { if grep -qF -- "$1" "$T/err"; then pass; else fail "no message '$1'"; fi; }
shows() { if grep -qF -- "$1" "$T/out"; then pass; else fail "no '$1' in output"; fi; }
quiet() { if [ -s "$T/err" ]; then fail "a message:"; else pass; fi; }
# Is there a pseudo-terminal to try things on? A bare chroot has none.
has_terminal() {
  script -qec true /dev/null </dev/null >/dev/null 2>&1 && return 0
  echo "cli/$name: no pseudo-terminal here, $1 not tested" >&2
  return 1
}

for case in cases/*.sh; do
  name=$(basename "$case" .sh)
  [ "$name" = install ] && [ ! "$install" ] && continue
  # shellcheck source=/dev/null
  . "./$case"
done
echo "$passed passed, $failed failed"
[ $failed = 0 ]
