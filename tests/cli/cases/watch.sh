# SPDX-License-Identifier: MIT
# quoth run --watch: saved files are run again, by events and by looking.

# until_seen TEXT FILE: wait, 10 seconds at most.
until_seen() {
  for _ in $(seq 100); do
    grep -qF -- "$1" "$2" && return 0
    sleep 0.1
  done
  fail "never seen: $1"
}
# Lines with TEXT in FILE reach N.
until_count() {
  for _ in $(seq 100); do
    [ "$(grep -cF -- "$1" "$2")" -ge "$3" ] && return 0
    sleep 0.1
  done
  fail "not $3 times: $1"
}

for how in events poll; do
  cp packs/said.lua "$T/w.lua"
  printf 'Ana Reyes said that it rains.\n' >"$T/w.txt"
  : >"$T/out" && : >"$T/err"
  QUOTH_WATCH=$how "$Q" run --watch "$T/w.lua" "$T/w.txt" >"$T/out" 2>"$T/err" </dev/null &
  watcher=$!
  until_seen "watching 2 files" "$T/err"
  check "$(grep -c 'Ana Reyes' "$T/out")" 1
  printf 'Bo Lind said that it snows.\n' >"$T/w.txt"
  until_seen "Bo Lind" "$T/out"; until_count "watching" "$T/err" 2
  echo 'oops' >>"$T/w.lua"; until_seen "the packs of before are kept" "$T/err"
  says "w.lua:"; until_count "watching" "$T/err" 3
  printf 'Cy Marsh said that it hails.\n' >"$T/w.txt"; until_seen "Cy Marsh" "$T/out"
  until_count "watching" "$T/err" 4
  sed 's/"said"/"says"/' packs/said.lua >"$T/new.lua" && mv "$T/new.lua" "$T/w.lua"
  until_count "watching" "$T/err" 5; check "$(grep -c "Cy Marsh" "$T/out")" 1
  kill "$watcher"; wait "$watcher" 2>/dev/null
done
# At first nothing works; then it does.
echo 'oops' >"$T/w.lua"
"$Q" run --watch "$T/w.lua" "$T/w.txt" >"$T/out" 2>"$T/err" </dev/null &
watcher=$!
until_seen "no pack works yet" "$T/err"; until_seen "watching" "$T/err"
cp packs/said.lua "$T/w.lua"; until_seen "Cy Marsh" "$T/out"
kill "$watcher"; wait "$watcher" 2>/dev/null
run 2 run --watch "$T/w.lua" -; says "--watch wants files"
