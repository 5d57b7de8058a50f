#!/bin/sh
# SPDX-License-Identifier: MIT
# Random bytes crash nothing: random-bytes.sh QUOTH SIZE
# As text, as a text of quotation marks and words, and as JSON Lines; with the
# packs of the language and with those of the examples.
set -u
Q=$(realpath "$1")
cd "$(dirname "$0")/../.." || exit 1
size=${2:-4M}
QUOTH_PATH=scripts
export QUOTH_PATH
T=$(mktemp -d)
trap 'rm -rf "$T"' EXIT
passed=0 failed=0

# 1 is the answer to lines that are no JSON; above 128 it died.
check() {
  if [ "$2" -le 1 ]; then passed=$((passed + 1)); return; fi
  failed=$((failed + 1))
  echo "FAILED $1: exit code $2"
  tail -n 5 "$T/err"
}

head -c "$size" /dev/urandom >"$T/bytes"
"$Q" run - <"$T/bytes" >"$T/out" 2>"$T/err"; check "run - on random bytes" $?
"$Q" run --jsonl --annotations - <"$T/bytes" >"$T/out" 2>"$T/err"
check "run --jsonl on random bytes" $?
iconv -f UTF-8 -t UTF-8 "$T/out" >/dev/null 2>&1; check "JSON lines are UTF-8" $?
"$Q" tokens - <"$T/bytes" >/dev/null 2>"$T/err"; check "tokens on random bytes" $?

# Words, quotation marks and line feeds in any order are nearer to a text.
lua5.4 -e '
  local words = { "he", "said", "She", "Mr.", "according to", "“", "”", "‘",
    "’", "\"", "\39", "«", "»", ",", ".", "?!", "…", "—", "\n", "\n\n", "A.",
    "Lee", "told", "that", "\u{1F600}", "\xE2\x80", "\0", "3.5", "http://a.b" }
  for i = 1, 200000 do
    io.write(words[math.random(#words)], math.random(4) > 1 and " " or "")
  end' >"$T/text"
"$Q" run -q --html "$T/page" - <"$T/text" >"$T/out" 2>"$T/err"
check "run --html on shuffled marks" $?

{ printf '{'; cat "$T/bytes"; } >"$T/lines"
"$Q" run --jsonl - <"$T/lines" >"$T/out" 2>"$T/err"; check "bad JSON lines" $?

# Every format: random bytes in, and some bytes and words out.
for f in bytes text; do head -c 20000 "$T/$f" >"$T/few-$f"; done
for line in $("$Q" list formats | awk -F '\t' '{print $1 ":" $2}'); do
  format=${line%:*}
  case $line in *:in*)
    "$Q" run --jsonl -p quotes.any --from "$format" - <"$T/bytes" >"$T/out" 2>"$T/err"; check "--from $format" $? ;;
  esac
  case $line in *out)
    for input in bytes text; do
      rm -rf "$T/made"
      "$Q" run --to "$format" -o "$T/made" --from text -p quotes.any "$T/few-$input" 2>"$T/err"; check "--to $format" $?
    done ;;
  esac
done
# Files of each kind with damage in them.
mkdir "$T/web" && python3 tests/cli/web.py make "$T/web" 2>/dev/null
cp tests/cli/in/articles.csv tests/cli/in/newspaper.json tests/cli/in/scripts.jsonl "$T/web"
lua5.4 tests/robust/damage.lua "$Q" "$T/web" "$T/hurt" "${DAMAGES:-60}" >"$T/out" 2>"$T/err"; check "damaged files" $?
tail -n 3 "$T/out"

for pack in examples/rules/*.lua; do
  "$Q" run "$pack" - <"$T/text" >"$T/out" 2>"$T/err"; check "$pack" $?
done

echo "$passed passed, $failed failed"
[ $failed = 0 ]
