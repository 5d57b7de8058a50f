# SPDX-License-Identifier: MIT
# What helps to write a pack: new, check, list, kwic.

run 0 new "$T/My pack"; quiet; shows "made $T/My pack.lua"
check "$(grep -c 'name = "my-pack"' "$T/My pack.lua")" 1
run 0 test "$T/My pack.lua"; shows "2 examples, 0 failed"
run 0 check "$T/My pack.lua"; quiet; shows "1 pack, 0 errors"
cp "$T/My pack.lua" "$T/before"
run 2 new "$T/My pack.lua"; says "is there already"
cmp -s "$T/before" "$T/My pack.lua" && pass || fail "new wrote over a file"
run 2 new; says "wants one name"
run 2 new ..; says "no name for a pack"
run 2 new --lang 'x"' "$T/other"; says "no language"
run 0 new --lang de "$T/other"; check "$(grep -c 'lang = "de"' "$T/other.lua")" 1

# Every error, and packs behind a broken one all the same.
run 3 check packs/wrong.lua packs/said.lua packs/broken.lua
shows "3 packs, 4 errors"
cp "$T/err" "$T/out"; golden check.txt
run 0 check; quiet; shows " 0 errors"
run 3 check packs/said.lua packs/said.lua; says "loaded twice"

run 0 list rules packs/said.lua; golden list-rules.tsv
run 0 list rules --json packs/said.lua; golden list-rules.jsonl
run 0 list packs; shows "quotes.en"
check "$(grep -c '^lib\.\|^dev\.' "$T/out")" 0
run 0 list lexicons --json; shows '"lexicon": "verbs", "lang": "en", "entries": '
run 0 list formats; quiet; golden list-formats.tsv
run 0 list formats --json; shows '{"format": "jsonl", "ways": "in,out", "offsets": "bytes", "endings": "jsonl ndjson"'
run 2 list ruels; says "did you mean rules?"
run 2 list packs x; says "no more words"

printf 'Ana Reyes said no. The harbour\nmaster said: “Yes, I said so.”\n' >"$T/k.txt"
run 0 kwic '[caps]+' in/harbour.txt; quiet; golden kwic.txt
run 0 kwic -c 8 '[word] who:"said"' "$T/k.txt"; check "$(wc -l <"$T/out")" 3
shows "Ana  Reyes said  no. The"
run 0 kwic --count '[caps]+' in/harbour.txt
check "$(cat "$T/out")" "$("$Q" kwic '[caps]+' in/harbour.txt | wc -l)	in/harbour.txt"
run 0 kwic --quotes --count '"said"' "$T/k.txt"; check "$(cut -f1 "$T/out")" 2
printf 'entry\tact\nsaid\tx\n' >"$T/v.tsv"; printf '# mine\nmaster said\n\nreyes\n' >"$T/v.txt"
run 0 kwic --count -l "v=$T/v.tsv" '$v{act="x"}' "$T/k.txt"; check "$(cut -f1 "$T/out")" 3
run 0 kwic --count -l "v=$T/v.txt" '$v' "$T/k.txt"; check "$(cut -f1 "$T/out")" 2
run 0 kwic --count -d 'N=[caps]+' '@N "said"' "$T/k.txt"; check "$(cut -f1 "$T/out")" 2
run 0 kwic --count '$titles [caps]+' ../../examples/articles/council.txt; quiet
[ "$(cut -f1 "$T/out")" -gt 0 ] && pass || fail "no titles"
run 2 kwic '[caps' "$T/k.txt"; says "PATTERN:1:1: unclosed '['"
run 2 kwic -d 'N=[caps' '@N' "$T/k.txt"; says "--define:1:3: unclosed '['"
run 2 kwic -d 'N' '@N' "$T/k.txt"; says "NAME=... is wanted"
run 2 kwic -l 'v=no/such' '$v' "$T/k.txt"; says "no/such: No such file"
run 2 kwic -c x '[]' "$T/k.txt"; says "takes a number"
run 2 kwic; says "which pattern?"
run 1 kwic '[]' in/nosuch.txt; says "No such file"
