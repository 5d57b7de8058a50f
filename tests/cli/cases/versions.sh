# SPDX-License-Identifier: MIT
# quoth report, quoth diff.

run 0 report -p packs/said.lua in/gold.jsonl; quiet; golden report.txt
run 1 report -p packs/said.lua in/nosuch.jsonl; says "No such file"
run 2 report; says "wants a file"

sed 's/{ "said", act = "assert" }, //; s/ | "she"//; s/{1,40}/{1,3}/' packs/said.lua >"$T/altered.lua"
run 0 diff packs/said.lua packs/said.lua in/harbour.txt in/three.jsonl; quiet
check "$(sed 's/[0-9]* the same//' "$T/out")" "0 appeared, 0 vanished, 0 changed, "
run 0 diff packs/said.lua "$T/altered.lua" in/harbour.txt; golden diff.txt
run 2 diff packs/said.lua; says "two packs"
run 3 diff packs/said.lua packs/broken.lua in/harbour.txt; says "packs/broken.lua:8:"
