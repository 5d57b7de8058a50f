# SPDX-License-Identifier: MIT
# The page: whole, well-formed, and it asks the network for nothing.

run 0 run -q --html "$T/page.html" packs/said.lua in/harbour.txt in/malformed.txt; quiet
check "$(python3 page.py "$T/page.html")" "$(cat golden/page.txt)"
check "$(grep -cE '(src|href)="[^#d]|url\(|@import|fetch\(|XMLHttp' "$T/page.html")" 0
check "$(grep -c "default-src 'none'" "$T/page.html")" 1
iconv -f UTF-8 -t UTF-8 "$T/page.html" >/dev/null 2>&1 && pass || fail "not UTF-8"
check "$(tr -d '\n\t -~\200-\377' <"$T/page.html" | wc -c)" 0

# Text of an article, of its id and of its features stays text.
printf '%s' '{"id": "</title><script>alert(1)</script>", "text": "“<img src=x onerror=alert(2)>” said Ana."}' >"$T/x.jsonl"
run 0 run -q --html "$T/page.html" packs/said.lua "$T/x.jsonl"
check "$(grep -c 'alert' "$T/page.html")" "$(grep -c '&lt;.*alert' "$T/page.html")"
check "$(grep -c '<img' "$T/page.html")" 0

"$Q" run -q --html "$T/again.html" packs/said.lua "$T/x.jsonl"
cmp -s "$T/page.html" "$T/again.html" && pass || fail "two runs differ"
run 0 run -q --html "$T/page.html" packs/said.lua --input jsonl /dev/null
check "$(grep -c '</html>' "$T/page.html")" 1

# A folder: a page for each article, an index, and no link that leads nowhere.
run 0 run -q --html "$T/report/" packs/said.lua in/harbour.txt in/malformed.txt "$T/x.jsonl"; quiet
check "$(ls "$T/report" | tr '\n' ' ')" "000001-harbour.html 000002-malformed.html 000003-script_.html index.html "
check "$(python3 links.py "$T/report")" "4 pages, every link leads somewhere"
for page in "$T"/report/*.html; do python3 page.py "$page" >"$T/out" || fail "$page is not well-formed"; done
python3 page.py "$T/report/index.html" >"$T/out"; golden report-index.txt
run 0 run --to html -o "$T/report" packs/said.lua in/harbour.txt; quiet
run 4 run --to html -o "$T/no/such/" packs/said.lua in/harbour.txt; says "No such file"
