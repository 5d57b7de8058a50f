#!/bin/sh
# SPDX-License-Identifier: MIT
# quoth run -j, built with ThreadSanitizer: no data race. Usage: threads.sh QUOTH
set -u
Q=$(cd "$(dirname "$1")" && pwd)/quoth
cd "$(dirname "$0")/../.." || exit 1
T=$(mktemp -d)
trap 'rm -rf "$T"' EXIT
QUOTH_PATH=scripts TSAN_OPTIONS='exitcode=66 halt_on_error=1'
export QUOTH_PATH TSAN_OPTIONS
python3 - examples/articles/*.txt >"$T/in.jsonl" <<'END'
import json, sys
texts = [open(name, encoding="utf-8").read().split("\n\n") for name in sys.argv[1:]]
for i in range(40):
    parts = texts[i % len(texts)]
    print(json.dumps({"id": i, "text": "\n\n".join(parts[:1 + i % 5])}) if i != 9 else "{bad")
END
failed=0
# race ARGUMENT...: exit code 1, for the bad line, and no report of a race.
race() {
  "$Q" run --no-config "$@" "$T/in.jsonl" >"$T/out" 2>"$T/err"
  code=$?
  [ $code = 1 ] && return
  echo "FAILED: exit code $code: quoth run $*"; head -40 "$T/err"; failed=1
}
race --jsonl
cp "$T/out" "$T/one"
race --jsonl -j 3; cmp -s "$T/one" "$T/out" || { echo "FAILED: other bytes"; failed=1; }
race --jsonl -j 3 --checkpoint 0 -o "$T/o" --manifest "$T/m" --progress json
race -j 3
race -q -j 3 --html "$T/page"
race --jsonl -j 3 --on-error stop
[ $failed = 0 ] && echo "6 runs with threads, no data race"
exit $failed
