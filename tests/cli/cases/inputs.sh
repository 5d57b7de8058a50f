# SPDX-License-Identifier: MIT
# What is read: folders, patterns, lists of files; JSON, CSV, TSV; what is packed.

# ids: of the articles that came out, in order.
ids() { grep -o '^{"id": [^,]*' "$T/out" | cut -d' ' -f2 | tr -d '"' | tr '\n' ' '; }

mkdir -p "$T/tree/b/c" "$T/tree/.hidden"
for f in tree/b/c/1.txt tree/b/2.txt tree/a.txt tree/.hidden/3.txt; do
  printf 'Ana said no.' >"$T/$f"
done
printf '{"id": "j", "text": "x"}\n' >"$T/tree/c.jsonl"
printf 'not an article' >"$T/tree/picture.png"
ln -s . "$T/tree/loop"
cd "$T" || exit 1
P=$OLDPWD/packs/said.lua
run 0 run --jsonl "$P" tree; says "1 file in folders passed by"
check "$(ids)" "tree/a.txt tree/b/2.txt tree/b/c/1.txt j "
run 0 run --jsonl --from text "$P" tree/; quiet
check "$(ids)" "tree/a.txt tree/b/2.txt tree/b/c/1.txt tree/c.jsonl tree/picture.png "
run 0 run --jsonl "$P" 'tree/*.txt' 'tree/b/[0-9].txt'; quiet; check "$(ids)" "tree/a.txt tree/b/2.txt "
run 1 run --jsonl "$P" 'tree/*.none' tree/a.txt; says "tree/*.none: no file matches"; check "$(ids)" "tree/a.txt "
printf 'tree/a.txt\r\n\ntree/b\n' >list
run 0 run --jsonl "$P" --files-from list; check "$(ids)" "tree/a.txt tree/b/2.txt tree/b/c/1.txt "
cp tree/a.txt "$(printf 'new\nline.txt')"
printf 'tree/a.txt\0new\nline.txt\0' | "$Q" run --jsonl "$P" --files-from - >"$T/out" 2>"$T/err"
check "$(ids)" 'tree/a.txt new\nline.txt '
run 1 run --jsonl "$P" --files-from nolist; says "nolist: No such file"
run 1 run --jsonl "$P" tree/a.txt missing.txt tree/b/2.txt; says "missing.txt: No such file"
check "$(ids)" "tree/a.txt tree/b/2.txt "
cd "$OLDPWD" || exit 1

# JSON: an object, an array, several after each other; a bad one is named.
printf ' [{"id": 1, "text": "Ana said no."},\n {"id": "two", "text": "x", "lang": "de"} ] {"id": 3, "text": "é"}\n' >"$T/a.json"
run 0 run --jsonl packs/said.lua "$T/a.json"; quiet; check "$(ids)" "1 two 3 "
printf '[{"id": 1, "text": "x"},\n {"id": 2, "txt": "y"},\n  {"id": 3, "text": "z" "q"},\n {"id": 4, "text": "z"}]' >"$T/b.json"
run 1 run --jsonl packs/said.lua "$T/b.json"; check "$(ids)" "1 4 "
says 'b.json:2:2: no "text" in the object'; says "b.json:3:27: bad JSON: "
printf '[{"id": 1, "text": "x"} {"id": 2, "text": "x"}]' >"$T/c.json"
run 1 run --jsonl packs/said.lua "$T/c.json"; says "c.json:1:25: a comma or ] is missing"; check "$(ids)" "1 "
printf '[{"id": 1, "text": "x"},' >"$T/d.json"
run 1 run --jsonl packs/said.lua "$T/d.json"; says "the array has no end"
printf '[{"id": 1, "text": "x' >"$T/e.json"
run 1 run --jsonl packs/said.lua "$T/e.json"; says "e.json:1:21: bad JSON"
awk 'BEGIN { for (i = 0; i < 100000; i++) printf "[" }' >"$T/deep.json"
run 1 run --jsonl packs/said.lua "$T/deep.json"; says "the array has no end"
awk 'BEGIN { printf "[{\"a\": "; for (i = 0; i < 100000; i++) printf "["; for (i = 0; i < 100000; i++) printf "]"; printf "}, {\"id\": 9, \"text\": \"x\"}]" }' >"$T/deep.json"
run 1 run --jsonl packs/said.lua "$T/deep.json"; says "maximum parsing depth"; check "$(ids)" "9 "

# Fields by name, and the presets of three tools.
printf '{"meta": {"key": "k"}, "body": {"main": "Ana said no."}}' >"$T/f.json"
run 0 run --jsonl --text-field body.main --id-field meta.key packs/said.lua "$T/f.json"; check "$(ids)" "k "
run 1 run --jsonl --text-field body packs/said.lua "$T/f.json"; says '"body" must be a string'
run 0 run --to csv --preset trafilatura packs/said.lua in/trafilatura.json; golden trafilatura.csv
run 0 run --jsonl --preset news-please packs/said.lua in/news-please.json; golden news-please.jsonl
run 0 run --jsonl --preset newspaper packs/said.lua in/newspaper.json; golden newspaper.jsonl

# Tables.
run 0 run --jsonl packs/said.lua in/articles.csv; quiet; golden articles.jsonl
run 0 run --to csv packs/said.lua in/articles.csv; quiet; golden articles.csv
run 0 run --to tsv packs/said.lua in/articles.csv; quiet; golden articles.tsv
cp "$T/out" "$T/said.tsv"
run 0 run --jsonl --text-field content --id-field number packs/said.lua "$T/said.tsv"; check "$(ids)" "0 1 0 "
printf 'id,text\n1,a,b\n2,"x"y\n3,z"q"\n4,"ok"\n5,"open\n' >"$T/bad.csv"
run 1 run --jsonl packs/said.lua "$T/bad.csv"; check "$(ids)" "4 "
says "bad.csv:2:1: 3 fields, where the header has 2"; says "bad.csv:3:6: text behind a closing quote"
says "bad.csv:4:4: a quote inside a field"; says "bad.csv:6:3: a quote that is not closed"
printf 'a,b\n1,2\n' >"$T/bad.csv"; run 1 run --jsonl packs/said.lua "$T/bad.csv"; says 'no column "text"'
: >"$T/empty.csv"; run 0 run --jsonl packs/said.lua "$T/empty.csv"; check "$(ids)" ""
printf 'text\n"a\0b\377"\n' >"$T/nul.csv"; run 0 run --jsonl packs/said.lua "$T/nul.csv"; check "$(wc -l <"$T/out")" 1

# gzip and zstd are known by what they are; several members are one file.
gzip -c in/three.jsonl >"$T/three.jsonl.gz"
run 0 run --jsonl packs/said.lua "$T/three.jsonl.gz"; golden three.jsonl
{ head -n 1 in/three.jsonl | gzip; tail -n +2 in/three.jsonl | gzip; head -c 512 /dev/zero; } >"$T/members"
run 0 run --jsonl --from jsonl packs/said.lua "$T/members"; golden three.jsonl
"$Q" run --jsonl packs/said.lua - <"$T/three.jsonl.gz" >"$T/out" 2>"$T/err"; golden three.jsonl
head -c 60 "$T/three.jsonl.gz" >"$T/cut.jsonl.gz"
run 1 run --jsonl packs/said.lua "$T/cut.jsonl.gz"; says "cut.jsonl.gz: the packed data ends too early"
{ head -c 40 "$T/three.jsonl.gz"; echo damage; tail -c +50 "$T/three.jsonl.gz"; } >"$T/hurt.jsonl.gz"
run 1 run --jsonl packs/said.lua "$T/hurt.jsonl.gz"; says "damaged gzip data"
head -c 64M /dev/zero | gzip >"$T/bomb.txt.gz"
run 1 run --jsonl packs/said.lua "$T/bomb.txt.gz" in/harbour.txt
says "bomb.txt.gz: it unpacks to more than 100 times its size and 8 MiB"; check "$(ids)" "in/harbour.txt "
if command -v zstd >/dev/null; then
  zstd -qc in/three.jsonl >"$T/three.jsonl.zst"
  run 0 run --jsonl packs/said.lua "$T/three.jsonl.zst"; golden three.jsonl
  head -c 60 "$T/three.jsonl.zst" >"$T/cut.jsonl.zst"
  run 1 run --jsonl packs/said.lua "$T/cut.jsonl.zst"; says "the packed data ends too early"
  head -c 64M /dev/zero | zstd -qc >"$T/bomb.txt.zst"
  run 1 run --jsonl packs/said.lua "$T/bomb.txt.zst"; says "more than 100 times"
else
  echo "inputs: zstd is not installed; it was not tried" >&2
fi
