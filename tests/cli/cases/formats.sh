# SPDX-License-Identifier: MIT
# The formats for other tools: each read back, and as bytes on record.

python3 formats.py "$Q" packs/said.lua in/scripts.jsonl in/malformed.txt >"$T/out" 2>"$T/err"; check $? 0
cp "$T/err" "$T/skipped"; golden formats.txt
grep 'not installed' "$T/skipped" >&2

run 0 run --to prodigy packs/said.lua in/articles.csv; quiet; golden articles.prodigy.jsonl
run 0 run --to label-studio packs/said.lua in/articles.csv; quiet; golden articles.label-studio.json
run 0 run --to webanno packs/said.lua in/articles.csv; quiet; golden articles.jsonld
run 0 run --to conllu packs/said.lua in/articles.csv; quiet
cut -f 1,2,7- "$T/out" | cut -f 1,2,6- >"$T/columns"; cp "$T/columns" "$T/out"; golden articles.conllu
run 0 run --to brat -o "$T/brat" packs/said.lua in/articles.csv in/harbour.txt; quiet
(cd "$T/brat" && for f in *; do echo "== $f"; cat "$f"; echo; done) >"$T/out"; golden articles.brat.txt
run 0 run --to uima -o "$T/uima" packs/said.lua in/harbour.txt; quiet
cp "$T/uima/000001-harbour.json" "$T/out"; golden harbour.uima.json
run 0 run -o "$T/said.db" packs/said.lua in/articles.csv; quiet
sqlite3 "$T/said.db" 'SELECT * FROM said; SELECT * FROM speakers; SELECT * FROM meta;
  SELECT * FROM "said by Ole Brandt"' >"$T/out"; golden articles.sqlite.txt

# Of packs that make no attributions: what they made, by layer.
for to in csv prodigy label-studio webanno conllu; do
  run 0 run --to $to ../../examples/rules/money.lua in/money.txt; quiet; grep -qi money "$T/out" && pass || fail "no money in $to"
done

# The ending of --output tells; a folder or a database has to have a name.
run 0 run -o "$T/x.jsonld" packs/said.lua in/harbour.txt; check "$(head -c 2 "$T/x.jsonld")" '{"'
run 0 run -o "$T/x.tsv" packs/said.lua in/harbour.txt; check "$(head -c 12 "$T/x.tsv")" "article	date"
run 2 run --to brat packs/said.lua in/harbour.txt; says "--to brat writes a folder: name it with --output"
run 2 run --to sqlite -o - packs/said.lua in/harbour.txt; says "writes a file of its own"
run 2 run --to uima --offsets bytes -o "$T/u" packs/said.lua in/harbour.txt; says "not with --to uima"

# No article, and an article without text: still what the format wants.
: >"$T/none.txt"
for to in json label-studio webanno; do
  run 0 run --to $to --from jsonl packs/said.lua /dev/null; python3 -m json.tool <"$T/out" >/dev/null && pass || fail "no JSON in $to"
  run 0 run --to $to packs/said.lua "$T/none.txt" in/harbour.txt "$T/none.txt"; python3 -m json.tool <"$T/out" >/dev/null && pass || fail "no JSON in $to"
done

# What cannot be written is told.
run 4 run --to brat -o "$T/no/such" packs/said.lua in/harbour.txt; says "no/such: No such file"
run 4 run --to brat -o "$T/none.txt" packs/said.lua in/harbour.txt; says "none.txt: Not a directory"
run 4 run --to sqlite -o "$T/no/such" packs/said.lua in/harbour.txt; says "cannot write $T/no/such"
run 4 run --to sqlite -o /dev/full/x packs/said.lua in/harbour.txt
for to in json jsonl csv tsv prodigy label-studio webanno conllu; do
  "$Q" run --to $to packs/said.lua in/harbour.txt >/dev/full 2>"$T/err"; check $? 4
done
