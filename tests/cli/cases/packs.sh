# SPDX-License-Identifier: MIT
# How packs are named, found and told from files; quoth test.

mkdir -p "$T/lib/said"; cp packs/said.lua "$T/lib/said/en.lua"
run 0 run --path "$T/lib" said.en in/harbour.txt; golden table.txt
run 0 run --path "$T/lib" -p said.en in/harbour.txt; golden table.txt
run 0 run -p packs/said.lua in/harbour.txt; golden table.txt
QUOTH_PATH=/nowhere:$T/lib "$Q" run said.en in/harbour.txt >"$T/out" 2>"$T/err"; golden table.txt

# A name that is a pack and a file is refused, unless it is said which.
cp in/harbour.txt "$T/said.en"
(cd "$T" && "$Q" run --path lib said.en) >"$T/out" 2>"$T/err"
check $? 2; says "said.en is a pack and a file: write --pack said.en or ./said.en"
(cd "$T" && "$Q" run --path lib -p said.en ./said.en) >"$T/out" 2>"$T/err"
check $? 0

run 1 run packs/said.lua said.xx in/harbour.txt
says "said.xx: No such file or directory"; says "no pack of that name either"
shows "in/harbour.txt"
run 3 run -p nosuch.en in/harbour.txt; says "nosuch.en"
run 3 run packs/nosuch.lua in/harbour.txt; says "packs/nosuch.lua"
run 3 run packs/broken.lua in/harbour.txt; says "packs/broken.lua:8:"

# A pack that fails on one article does not keep the others from being done.
printf 'bang' >"$T/bang.txt"
run 3 run packs/raises.lua packs/said.lua "$T/bang.txt" in/harbour.txt
says "bang.txt was not done"; says "no bangs, please"; shows "in/harbour.txt"

run 0 test packs/said.lua; check "$(cat "$T/out")" "2 examples, 0 failed"
run 0 test -v packs/said.lua; shows "ok      said/quote-said"
run 1 test packs/failing.lua; golden test.txt
run 1 test --tap packs/failing.lua; golden test.tap
run 1 test --junit "$T/out.xml" packs/failing.lua; golden test.txt
cp "$T/out.xml" "$T/out"; golden test.xml
python3 -c 'import sys, xml.dom.minidom as d; d.parse(sys.argv[1])' "$T/out.xml"; check $? 0
run 4 test --junit /dev/full packs/said.lua; says "cannot write /dev/full"
run 3 test packs/broken.lua; says "packs/broken.lua:8:"

# The examples for newcomers.
for pack in ../../examples/rules/*.lua; do run 0 test "$pack"; shows " 0 failed"; done
run 0 run ../../examples/rules/money.lua in/money.txt; golden money.txt
run 0 run ../../examples/rules/job-titles.lua in/money.txt; golden job-titles.txt
run 0 run ../../examples/rules/promises.lua in/money.txt; golden promises.txt
