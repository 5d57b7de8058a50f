# SPDX-License-Identifier: MIT
# quoth compile: a pack takes the file for the list, and finds the same.

printf 'entry\tact\nsay\tassert\ngo on\tlong\nMr. Ünal\t\n' >"$T/l.tsv"
run 0 compile "$T/l.tsv" -o "$T/l.qlx"
cp "$T/l.qlx" "$T/first.qlx"
run 0 compile "$T/l.tsv" -o "$T/l.qlx"
cmp -s "$T/l.qlx" "$T/first.qlx" || fail "not the same bytes again"

# pack FILE: a pack whose lexicon is that file.
pack() {
  cat >"$T/p.lua" <<END
local quoth = require "quoth"
return quoth.pack {
  name = "p", version = 1, lang = "en", lexicons = { l = "$1" },
  rules = { { name = "r", pattern = [=[ x:\$l ]=],
    emit = { layer = "hit", act = { "x", "act" } } } },
}
END
}
printf 'We say Mr. Ünal will go on. SAY it.\n' >"$T/t.txt"
pack l.tsv
run 0 run --jsonl --annotations "$T/p.lua" "$T/t.txt"; cp "$T/out" "$T/by-tsv"
pack l.qlx
run 0 run --jsonl --annotations "$T/p.lua" "$T/t.txt"
cmp -s "$T/out" "$T/by-tsv" || fail "another result with the compiled lexicon"
check "$(grep -o '"layer": *"hit"' "$T/out" | wc -l | tr -d ' ')" 4

head -c 100 "$T/l.qlx" >"$T/short.qlx"
pack short.qlx
run 3 run --jsonl "$T/p.lua" "$T/t.txt"; says "short.qlx"
run 2 compile "$T/l.tsv"; says "-o FILE"
run 1 compile "$T/none.tsv" -o "$T/n.qlx"; says "none.tsv"
printf 'word\nsay\n' >"$T/bad.tsv"
run 3 compile "$T/bad.tsv" -o "$T/n.qlx"; says "entry"
