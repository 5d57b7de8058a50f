# SPDX-License-Identifier: MIT
# JSON Lines in and out.

run 0 run --jsonl packs/said.lua in/harbour.txt; quiet; golden harbour.jsonl
for unit in bytes codepoints utf16; do
  run 0 run --jsonl --offsets $unit packs/said.lua in/harbour.txt
  golden "harbour.$unit.jsonl"
  check "$(python3 slices.py $unit in/harbour.txt <"$T/out")" "$(cat golden/slices.txt)"
done
cmp -s golden/harbour.jsonl golden/harbour.bytes.jsonl && pass || fail "default is bytes"
run 0 run --jsonl --annotations packs/said.lua in/harbour.txt; golden annotations.jsonl

# One line out for each line in, in order; ids as they were.
run 0 run --jsonl packs/said.lua in/three.jsonl; quiet; golden three.jsonl
"$Q" run --jsonl packs/said.lua <in/three.jsonl >"$T/out" 2>"$T/err"; golden three.jsonl
"$Q" run --jsonl packs/said.lua - <in/three.jsonl >"$T/out" 2>"$T/err"; golden three.jsonl
run 0 run --jsonl --input text packs/said.lua in/three.jsonl
check "$(wc -l <"$T/out")" 1; shows '"id": "in/three.jsonl"'
cp in/three.jsonl "$T/three"
run 0 run --jsonl --input jsonl packs/said.lua "$T/three"; golden three.jsonl
printf '\357\273\277' | cat - in/three.jsonl >"$T/bom.jsonl"
run 0 run --jsonl packs/said.lua "$T/bom.jsonl"; golden three.jsonl
printf 'plain' | "$Q" run --jsonl packs/said.lua >"$T/out" 2>"$T/err"; shows '{"id": "-"'
: | "$Q" run --jsonl packs/said.lua >"$T/out" 2>"$T/err"
check "$(cat "$T/out")" '{"id": "-", "attributions": []}'
run 0 run --jsonl packs/said.lua --input jsonl /dev/null; check "$(wc -c <"$T/out")" 0

# Bad lines are named; the others are done.
run 1 run --jsonl packs/said.lua in/bad.jsonl
golden bad.jsonl
cp "$T/err" "$T/out"; golden bad.txt

# Malformed bytes keep their places, and what is written is UTF-8.
run 0 run --jsonl --annotations packs/said.lua in/malformed.txt; golden malformed.jsonl
iconv -f UTF-8 -t UTF-8 "$T/out" >/dev/null 2>&1 && pass || fail "not UTF-8"

# The same bytes each time.
"$Q" run --jsonl --annotations packs/said.lua in/*.txt in/three.jsonl >"$T/one" 2>&1
"$Q" run --jsonl --annotations packs/said.lua in/*.txt in/three.jsonl >"$T/two" 2>&1
cmp -s "$T/one" "$T/two" && pass || fail "two runs differ"

# What docs/attributions.schema.json says.
if python3 -c 'import jsonschema' 2>/dev/null; then
  check "$(python3 schema.py ../../docs/attributions.schema.json "$T/one")" "6 lines are valid"
  # The same in one document.
  run 0 run --to json --annotations packs/said.lua in/*.txt in/three.jsonl in/newspaper.json --preset newspaper
  tr -d '\n' <"$T/out" >"$T/document"; echo >>"$T/document"
  check "$(python3 schema.py ../../docs/articles.schema.json "$T/document")" "1 lines are valid"
  python3 -c 'import json, sys
for a in json.load(sys.stdin)["articles"]: print(json.dumps(a))' <"$T/document" >"$T/articles"
  check "$(python3 schema.py ../../docs/attributions.schema.json "$T/articles")" "8 lines are valid"
else
  echo "cli/jsonl: no python3-jsonschema, the schema is not tested" >&2
fi

# Most lines are not given to the JSON parser, and mean the same.
python3 ../robust/json-lines.py "$Q" 4000 >"$T/out" 2>"$T/err"; check $? 0; shows "read alike both ways"
printf '{"x": "a\\tb \\\\n", "id": 1}\n' >"$T/one.jsonl"
run 0 run --jsonl --text-field x --id-field x packs/said.lua "$T/one.jsonl"
shows '{"id": "a\tb \\n"'
