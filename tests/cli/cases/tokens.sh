# SPDX-License-Identifier: MIT
# quoth tokens.

run 0 tokens in/harbour.txt; quiet; golden tokens.tsv
check "$(awk -F'\t' 'NF != 9' "$T/out" | wc -l)" 0
run 0 tokens --json in/harbour.txt; golden tokens.jsonl
run 0 tokens --offsets codepoints in/harbour.txt; golden tokens.codepoints.tsv
run 0 tokens in/malformed.txt; golden tokens.malformed.tsv
iconv -f UTF-8 -t UTF-8 "$T/out" >/dev/null 2>&1 && pass || fail "not UTF-8"
printf 'One.' | "$Q" tokens >"$T/out" 2>"$T/err"; check $? 0
check "$(wc -l <"$T/out")" 2
run 1 tokens in/nosuch.txt; says "in/nosuch.txt: No such file"
