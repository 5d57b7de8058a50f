# SPDX-License-Identifier: MIT
# quoth eval: figures, and what was wrong.

run 0 eval -p packs/said.lua --errors in/gold.jsonl; quiet; golden eval.txt
run 0 eval -p packs/said.lua --nested --json in/gold.jsonl; golden eval.json
python3 -c 'import json, sys; json.load(open(sys.argv[1]))' "$T/out"; check $? 0
run 1 eval -p packs/said.lua in/nosuch.jsonl; says "in/nosuch.jsonl: No such file"
printf '{"id": "x", "text": "abc", "quotes": [{"content": [[0, 9]]}]}\n{"id": "y", "text": "z"}\nno\n' >"$T/bad.jsonl"
run 1 eval -p packs/said.lua "$T/bad.jsonl"
says "bad.jsonl:1:1: a quote has spans"; says 'bad.jsonl:2:1: no list "quotes"'; says "bad.jsonl:3:1:"
run 2 eval; says "wants a file"
run 2 eval --json --errors in/gold.jsonl; says "goes with the table"
