# SPDX-License-Identifier: MIT
# quoth lint: each finding has a place and a sentence; the packs of the program.

run 1 lint packs/odd.lua; quiet; golden lint.txt
check "$(grep -c "^packs/odd.lua:.*fine-" "$T/out")" 0
run 0 lint packs/said.lua; quiet
check "$(tail -n 1 "$T/out")" "1 pack, 2 rules, 0 findings"
run 3 lint packs/broken.lua; says "packs/broken.lua:"
run 3 lint no/such.lua; says "no/such.lua"
run 3 lint --lang xx; says 'no packs for the language "xx"'
# A lexicon in a file: the line of the entry.
printf 'entry\n# x\nsaid\nn'"'"'t\n' >"$T/v.tsv"
printf 'local quoth = require "quoth"\nreturn quoth.pack { name = "t", lang = "en", lexicons = { v = "v.tsv" },\n  rules = { { name = "r", pattern = [=[ $v ]=], emit = { layer = "w" } } } }\n' >"$T/t.lua"
run 1 lint "$T/t.lua"; shows "v.tsv:4:1: entry \"n't\" of lexicon 'v' can never match"
# A pack cannot reach the disk from here either, nor go on for ever.
printf 'local quoth = require "quoth"\nassert(not io and not os and not load and not debug)\nreturn quoth.pack { name = "t", rules = {} }\n' >"$T/s.lua"
run 0 lint "$T/s.lua"; quiet
# The packs of the program can be looked at, whatever they use.
"$Q" lint >"$T/out" 2>"$T/err"; [ $? -le 1 ] && pass || fail "lint of the default packs"
quiet; check "$(tail -n 1 "$T/out" | grep -c ' packs, .* rules, ')" 1
# A compiled lexicon is let be.
printf 'entry\nsaid\n' >"$T/c.tsv"; run 0 compile "$T/c.tsv" -o "$T/v.qlx"
printf 'local quoth = require "quoth"\nreturn quoth.pack { name = "t", lang = "en", lexicons = { v = "v.qlx" },\n  rules = { { name = "r", pattern = [=[ $v ]=], emit = { layer = "w" } } } }\n' >"$T/t.lua"
run 0 lint "$T/t.lua"; quiet
