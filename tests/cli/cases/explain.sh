# SPDX-License-Identifier: MIT
# quoth explain, quoth why-not.

cat >"$T/x.lua" <<'EOF'
local quoth = require "quoth"
return quoth.pack { name = "x", lang = "en",
  lexicons = { warn = { "warned", "cautioned" } },
  define = { NAME = [=[ [caps & word]{1,4}+ ]=] },
  rules = {
    { name = "that", pattern = [=[ source:@NAME cue:$warn "that"? content:[!final]+ ]=],
      emit = { layer = "attribution" },
      examples = { { "Ann Lee warned of rain.", cue = "warned" } } },
    { name = "cue", pattern = [=[ cue:$warn ]=], emit = { layer = "w" } },
    { name = "never", pattern = [=[ "rain" ]=], emit = { layer = "w" },
      where = function() return false end },
    { name = "edges", pattern = [=[ ^ "rain" (?= "is") []{2,} (?! []) $ ]=], emit = { layer = "w" } },
  } }
EOF
printf 'Ines Duarte warned that the bridge was closing.\nBo Lind has cautioned that rain is near.\nNothing\nhere.\n' >"$T/x.txt"
explain() { (cd "$T" && "$Q" explain -p x.lua "$@") >"$T/out" 2>"$T/err"; check $? 0; quiet; }
explain that x.txt; golden explain-that.txt
explain x/cue --all x.txt; golden explain-cue.txt
explain never x.txt; golden explain-never.txt
explain edges x.txt:2; golden explain-edges.txt
explain that x.txt:4; shows "x.txt:3  does not match: Nothing here."
run 2 explain -p "$T/x.lua" thta "$T/x.txt"; says "did you mean that?"
run 2 explain -p "$T/x.lua"; says "wants a rule"

run 0 why-not -p "$T/x.lua" that "Bo Lind has cautioned that rain is near."; quiet
golden why-not.txt
run 0 why-not -p "$T/x.lua" that "Bo Lind of rain."; shows '"warned": Bo Lind warned of rain.'
run 0 why-not -p "$T/x.lua" that "Bo Lind warned of rain."; shows "fires: Bo Lind"
check "$(grep -c 'it fires for' "$T/out")" 0
run 2 why-not that; says "wants a rule and a sentence"
cat >"$T/y.lua" <<'EOF'
local quoth = require "quoth"
return quoth.pack { name = "y", lang = "en",
  rules = {
    { name = "weak", pattern = [=[ who:[caps] "sang" ]=], emit = { layer = "w" } },
    { name = "strong", priority = 3, pattern = [=[ [caps] "sang" ]=], emit = { layer = "w" } },
    { name = "look", pattern = [=[ [caps] (?! "never") [word] "slept" (?= "well") ]=],
      emit = { layer = "w" } },
    { name = "long", pattern = [=[ "the" [lower] "of" [caps] ("ran" | "walked") ]=], emit = { layer = "w" } },
    { name = "no", pattern = [=[ "rain" ]=], where = function() return false end },
  } }
EOF
run 0 why-not -p "$T/y.lua" weak "Ana sang."; golden why-not-lost.txt
run 0 why-not -p "$T/y.lua" y/look "Ana never slept well."
shows 'the sentence with "'; shows 'the rule without (?! "never"): [caps] [word] "slept"'
run 0 why-not -p "$T/y.lua" long "The mayor in Marl ate."; golden why-not-two.txt
run 0 why-not -p "$T/y.lua" no "It is rain."; shows "refused by where"
check "$(grep -c 'it fires for' "$T/out")" 0
run 0 why-not -p "$T/y.lua" long "Nothing here."; quiet
run 2 why-not -p "$T/y.lua" lnog "x"; says "did you mean long?"
run 3 why-not -p "$T/no.lua" long "x"; says "no.lua"
printf 'local quoth = require "quoth"\nreturn quoth.pack { name = "re", rules = {\n  { name = "km", regex = [=[(?<n>[0-9]+) km]=], emit = { layer = "w" } } } }\n' >"$T/re.lua"
printf 'It is 5 miles. It is 6 km. No.\n' >"$T/re.txt"
(cd "$T" && "$Q" explain -p re.lua --all km re.txt) >"$T/out" 2>"$T/err"; golden explain-regex.txt
run 0 why-not -p "$T/re.lua" km "It is 5 miles."; golden why-not-regex.txt
