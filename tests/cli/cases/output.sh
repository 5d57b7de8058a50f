# SPDX-License-Identifier: MIT
# A full disk, a closed descriptor, a reader that leaves: never a silent loss.

full() {
  "$Q" "$@" >/dev/full 2>"$T/err" </dev/null
  check $? 4; says "cannot write standard output: No space left on device"
}
full version
full help
full help run
full run packs/said.lua in/harbour.txt
full run --jsonl packs/said.lua in/harbour.txt
full tokens in/harbour.txt
full test -v packs/said.lua
run 4 run -o /dev/full packs/said.lua in/harbour.txt; says "cannot write /dev/full"
run 4 run -q --html /dev/full packs/said.lua in/harbour.txt; says "cannot write /dev/full"
run 4 run -o "$T/no/such" packs/said.lua in/harbour.txt; says "no/such: No such file or directory"

for arguments in version "tokens in/harbour.txt" "run --jsonl packs/said.lua in/harbour.txt"; do
  # shellcheck disable=SC2086
  "$Q" $arguments >&- 2>"$T/err"; check $? 4; says "Bad file descriptor"
  # shellcheck disable=SC2086
  "$Q" $arguments >/dev/null 2>&-; check $? 0
done
"$Q" run --jsonl packs/said.lua <&- >"$T/out" 2>"$T/err"; check $? 1
says "standard input: Bad file descriptor"

# Nothing opened later takes the place of a closed standard output.
"$Q" run --html "$T/page.html" packs/said.lua in/harbour.txt >&- 2>"$T/err"; check $? 4
check "$(grep -c '</html>' "$T/page.html")" 1

# A reader that has seen enough.
i=0; while [ $i -lt 400 ]; do cat in/harbour.txt; i=$((i + 1)); done >"$T/long.txt"
"$Q" tokens "$T/long.txt" 2>"$T/err" | head -n 1 >"$T/out"; quiet

run 1 run packs/said.lua in/nosuch.txt in/harbour.txt
says "in/nosuch.txt: No such file or directory"; shows "Ana Reyes"

# An output that is an input would be lost.
cp in/harbour.txt "$T/input.txt"
run 2 run -o "$T/input.txt" packs/said.lua "$T/input.txt"; says "is an input too"
run 2 run --html "$T/input.txt" packs/said.lua "$T/input.txt"; says "is an input too"
run 2 run --html "$T/x" -o "$T/x" packs/said.lua "$T/input.txt"; says "would go to one place"
run 2 run --html - packs/said.lua in/harbour.txt; says "would go to one place"
run 0 run --html - -q packs/said.lua in/harbour.txt; shows "</html>"
cmp -s in/harbour.txt "$T/input.txt" && pass || fail "the input was lost"
run 3 run -o "$T/input.txt" packs/broken.lua in/harbour.txt
cmp -s in/harbour.txt "$T/input.txt" && pass || fail "emptied although the pack is broken"

# Nor is what is written read in the same run, or the next.
mkdir -p "$T/news/deep"; cp in/harbour.txt "$T/news/deep"
run 2 run -o "$T/news/out.jsonl" packs/said.lua "$T/news"; says "lies in $T/news: it would be read, too"
run 2 run --to brat -o "$T/news/deep/brat" packs/said.lua "$T/news/"; says "would be read, too"
run 2 run -q --html "$T/news/page.html" packs/said.lua "$T/news/"; says "would be read, too"
run 0 run -o "$T/news/out.db" packs/said.lua "$T/news"
run 0 run -o "$T/newspaper.jsonl" packs/said.lua "$T/news"; says "1 file in folders passed by"
