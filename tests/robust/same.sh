#!/bin/sh
# SPDX-License-Identifier: MIT
# One answer everywhere: same.sh BUILD. The SHA-256 of the JSON Lines of the
# example articles is one and the same for any number of threads, in every
# locale, by every build that is there (gcc, clang, others in folders of BUILD),
# and from run to run, each with another seed of hashes and other addresses.
set -u
build=$(realpath "$1")
cd "$(dirname "$0")/../.." || exit 1
QUOTH_PATH=scripts
export QUOTH_PATH
T=$(mktemp -d)
trap 'rm -rf "$T"' EXIT
passed=0 failed=0

# sum QUOTH OPTION...: of all that a run writes; a run that fails has none.
sum() {
  program=$1
  shift
  "$program" run --jsonl --annotations "$@" examples/articles/*.txt \
    >"$T/out" 2>"$T/err" || { echo "no output"; return; }
  sha256sum <"$T/out" | cut -d' ' -f1
}

# same WHAT SUM
same() {
  if [ "$2" = "$want" ]; then passed=$((passed + 1)); return; fi
  failed=$((failed + 1))
  echo "FAILED $1: $2, not $want"
  tail -n 3 "$T/err"
}

want=$(sum "$build/quoth")
[ -s "$T/out" ] || { echo "FAILED: no output"; cat "$T/err"; exit 1; }

for jobs in 1 2 8; do same "-j $jobs" "$(sum "$build/quoth" -j "$jobs")"; done
for run in 1 2 3 4 5 6 7 8; do same "run $run" "$(sum "$build/quoth")"; done

# Locales, the ones that Debian does not install made here where it can be.
for name in de_DE tr_TR; do
  localedef -f UTF-8 -i $name "$T/$name.UTF-8" 2>"$T/err" && LOCPATH=$T
done
[ -z "${LOCPATH:-}" ] || export LOCPATH
locales="C POSIX C.UTF-8"
for name in de_DE.UTF-8 tr_TR.UTF-8; do
  if [ "$(LC_ALL=$name locale charmap 2>/dev/null)" = UTF-8 ]; then
    locales="$locales $name"
  else echo "not tried: locale $name is not installed"
  fi
done
for name in $locales; do
  same "locale $name" "$(LC_ALL=$name; export LC_ALL; sum "$build/quoth")"
done

for program in "$build"/*/quoth; do
  [ -f "$program" ] && [ -x "$program" ] || continue
  name=$(basename "$(dirname "$program")")
  echo "with the build in $name/"
  same "the build in $name/" "$(sum "$program")"
done

echo "SHA-256 $want"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
