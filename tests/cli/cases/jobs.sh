# SPDX-License-Identifier: MIT
# The same bytes, and the same messages, from any number of threads.

many=$T/many.jsonl
i=0
while [ $i -lt 120 ]; do
  i=$((i + 1))
  case $i in
    7|60|61) echo '{bad'; continue ;;
    33) printf '{"id": 33, "text": "'; head -c 60000 /dev/zero | tr '\0' 'x'
        echo ' Ana Reyes said no."}'; continue ;;
  esac
  printf '{"id": %s, "text": "Ana Reyes said the %s boats were late. “No,” he said."}\n' $i $i
done >"$many"

for format in $("$Q" list formats | awk -F '\t' '$2 ~ /out/ {print $1}'); do
  for jobs in 1 2 3 8; do
    rm -rf "$T/made"
    "$Q" run --to $format -j $jobs -o "$T/made" packs/said.lua "$many" 2>"$T/err.$jobs"
    check $? 1
    # Formats of several files, too.
    find "$T/made" -type f | LC_ALL=C sort | while read -r f; do echo "$f"; cat "$f"; done >"$T/$format.$jobs"
    case $format in sqlite) continue ;; esac # the bytes of a database are its own affair
    cmp -s "$T/$format.1" "$T/$format.$jobs" && pass || fail "$format: -j $jobs writes other bytes"
    cmp -s "$T/err.1" "$T/err.$jobs" && pass || fail "$format: -j $jobs says something else"
  done
done
check "$(grep -c 'bad JSON' "$T/err.8")" 3
"$Q" run --jsonl -j 4 --html "$T/page.4" packs/said.lua - <"$many" >"$T/out" 2>"$T/err"
"$Q" run --jsonl --html "$T/page.1" packs/said.lua - <"$many" >"$T/out.1" 2>"$T/err"
cmp -s "$T/page.1" "$T/page.4" && cmp -s "$T/out" "$T/out.1" && pass || fail "page and lines differ"
run 1 run --jsonl -j 0 packs/said.lua "$many"
check "$(wc -l <"$T/out")" 117
run 2 run -j two packs/said.lua "$many"; says '--jobs takes a number, not "two"'
run 2 run -j -1 packs/said.lua "$many"; says 'takes a number'

# An article that a script fails on, in its place among the others.
echo '{"id": "b", "text": "It went bang."}' >>"$many"
cat "$many" "$many" >"$T/twice.jsonl"
for jobs in 1 4; do
  "$Q" run --jsonl -j $jobs packs/raises.lua "$T/twice.jsonl" >"$T/out.$jobs" 2>"$T/err.$jobs"; check $? 3
done
check "$(grep -c 'article b was not done' "$T/err.4")" 2
cmp -s "$T/err.1" "$T/err.4" && cmp -s "$T/out.1" "$T/out.4" && pass || fail "failures differ"

sed -i '$d' "$many"

# What is done about a line that cannot be read.
for jobs in 1 4; do
  run 1 run --jsonl -j $jobs --on-error stop packs/said.lua "$many"
  check "$(wc -l <"$T/out")" 6; check "$(grep -c 'bad JSON' "$T/err")" 1
  run 1 run --jsonl -j $jobs --on-error emit packs/said.lua "$many"
  check "$(wc -l <"$T/out")" 120
  check "$(sed -n 7p "$T/out" | grep -c '"error"')" 1
done

# Full disks and readers that leave.
for jobs in 1 4; do
  "$Q" run --jsonl -j $jobs packs/said.lua "$many" >/dev/full 2>"$T/err"; check $? 4
  "$Q" run --jsonl -j $jobs packs/said.lua "$many" "$many" 2>"$T/err" | head -n 1 >"$T/out"
  check "$(wc -l <"$T/out")" 1
done

# Progress for programs: objects, the last with the exit code.
run 1 run --jsonl -j 2 --progress json packs/said.lua "$many"
grep '^{"articles' "$T/err" | tail -n 1 >"$T/last"
check "$(python3 -c 'import json, sys
p = json.load(sys.stdin)
print(p["articles"], p["lost"], p["bytes"] == p["total_bytes"], p["exit_code"])' <"$T/last")" "117 3 True 1"
run 1 run --jsonl --progress none packs/said.lua "$many"
check "$(grep -c articles "$T/err")" 0
# On a terminal: a line.
if has_terminal 'the line of progress is'; then
  # However fast the run is: its input takes longer than a line waits.
  script -qec "{ cat '$many'; sleep 0.5; cat '$many'; } | '$Q' run --jsonl -o '$T/o' packs/said.lua -" "$T/typed" </dev/null >/dev/null
  grep -q 'articles, .*/s' "$T/typed" && pass || fail "no line of progress"
  NO_COLOR=1 script -qec "TERM=dumb '$Q' run --jsonl -o '$T/o' packs/said.lua '$many'" "$T/typed" </dev/null >/dev/null
  grep -q 'articles, .*/s' "$T/typed" && fail "a line on a dumb terminal" || pass
fi

# More than memory would hold; a sanitizer needs more of it.
if [ "$install" ]; then
  python3 ../robust/amount.py "$Q" 20 >"$T/out" 2>"$T/err"; check $? 0; shows "MB of memory"
fi
