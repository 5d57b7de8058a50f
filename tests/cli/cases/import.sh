# SPDX-License-Identifier: MIT
# quoth import: what comes out runs, what cannot be said is listed.

import() {
  run "$@"
  cat "$T/err" >>"$T/out"
}
import 1 import spacy in/import/ruler.jsonl; golden import-spacy.txt
import 1 import cql in/import/queries.cql; golden import-cql.txt
import 1 import gazetteer in/import/lists.def; golden import-gazetteer.txt

# found PACK TEXT: layer and text of all that a pack finds, but quotations.
found() {
  printf '%s' "$2" >"$T/t.txt"
  "$Q" run --jsonl --annotations "$1" "$T/t.txt" | python3 -c '
import json, sys
o, text = json.loads(sys.stdin.read()), open(sys.argv[1], "rb").read()
for a in sorted(o["annotations"], key=lambda a: (a["span"], a["layer"])):
    if a["layer"] != "quote":
        f = {k: v for k, v in a["features"].items()}
        print(a["layer"], text[slice(*a["span"])].decode(), json.dumps(f) if f else "", sep="|")
' "$T/t.txt" >"$T/found"
}
run 1 import spacy in/import/ruler.jsonl -o "$T/ruler.lua"
found "$T/ruler.lua" 'Apple Inc. left San Francisco. apple inc. is 5 per cent big. New Axe'
check "$(grep -c '^ORG|Apple Inc.|' "$T/found")" 1
check "$(grep -c 'GPE|San Francisco|{"id": "sf"}' "$T/found")" 1
check "$(grep -c 'apple' "$T/found")" 0
check "$(grep -c '^T|New Axe|' "$T/found")" 1
run 2 import spacy in/import/ruler.jsonl -o "$T/ruler.lua"; says "is there already"
run 1 import cql in/import/queries.cql -o "$T/q.lua"
found "$T/q.lua" 'Ms. Lee Denied it. Mr. Bo denied it; The sum is 3.5 b.'
check "$(grep -c '^queries|3.5 b|' "$T/found")" 1
run 1 import gazetteer in/import/lists.def -o "$T/g.lua"
found "$T/g.lua" 'Ana said London and paris are far.'
check "$(grep -c '^City|London|.*"country": "UK"' "$T/found")" 1
check "$(grep -c '^City|paris|.*"majorType": "location"' "$T/found")" 1
check "$(grep -c '^Lookup|said|' "$T/found")" 1
# A long list goes beside the pack, and is the same there.
awk 'BEGIN { for (i = 1; i <= 60; i++) print "Town" i "&n=" i }' >"$T/towns.lst"
run 0 import gazetteer "$T/towns.lst" -o "$T/towns.lua"
check "$(wc -l <"$T/towns-towns.tsv")" 61
found "$T/towns.lua" 'In Town42 it rains.'; check "$(cat "$T/found")" 'Lookup|Town42|{"n": 42}'
run 0 lint "$T/towns.lua"
run 2 import; says "wants a format"
run 2 import spaci x; says "did you mean spacy?"
run 2 import cql; says "one file"
run 1 import cql no/such; says "No such file"
run 2 import --lang 'x"' cql in/import/queries.cql; says "is no language"
run 4 import gazetteer "$T/towns.lst" -o "$T/no/such.lua"; says "cannot write"
