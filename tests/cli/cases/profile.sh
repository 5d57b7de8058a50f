# SPDX-License-Identifier: MIT
# quoth profile: counts are the same on every machine, times are not.

cat >"$T/p.lua" <<'EOP'
local quoth = require "quoth"
return quoth.pack { name = "p", lang = "en",
  rules = {
    { name = "said", pattern = [=[ source:( [caps & len<9]+ ) cue:"said" content:[!final]+ ]=],
      emit = { layer = "attribution" } },
    { name = "short", pattern = [=[ (?<! "Lee") "said" ]=], emit = { layer = "w" } },
    { name = "no", pattern = [=[ "rain" ]=], where = function() return false end },
  } }
EOP
printf 'Ana Lee said no rain. He said it.\nRain.\n' >"$T/p.txt"
run 0 profile -p "$T/p.lua" --json "$T/p.txt"; quiet
# How often a pattern is tried is the matcher's own affair.
sed 's/_ns": [0-9]*/_ns": N/g; s/"candidates": [1-9][0-9]*, "matches/"candidates": N, "matches/' "$T/out" | sort >"$T/sorted"
mv "$T/sorted" "$T/out"; golden profile.jsonl
run 0 profile -p "$T/p.lua" -e "$T/p.txt"; quiet
shows "1 article, 12 tokens, "; shows "source:( [caps & len<9]+ )"
check "$(awk 'NR == 3 { print $NF }' "$T/out")" rule
check "$(grep -c ' p/' "$T/out")" 3
run 0 profile -p "$T/p.lua" --rule said "$T/p.txt"; check "$(grep -c ' p/' "$T/out")" 1
check "$(wc -l <"$T/out")" 7
run 2 profile -p "$T/p.lua" --rule siad "$T/p.txt"; says "did you mean said?"
run 1 profile -p "$T/p.lua" no/such.txt; says "No such file"
