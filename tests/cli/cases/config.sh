# SPDX-License-Identifier: MIT
# Settings: which source wins, what is refused, and that a file can do nothing.

# in_project ARGUMENT...: run quoth in a folder below the project's file.
# The source's own packs are of no interest here.
in_project() { (cd "$T/project/deep/er" && QUOTH_PATH= "$Q" "$@") >"$T/out" 2>"$T/err" </dev/null; }
value() { check "$(awk -F '\t' -v k="$1" '$1 == k {print $2}' "$T/out")" "$2"; }
from() { check "$(awk -F '\t' -v k="$1" '$1 == k {print $3}' "$T/out")" "$2"; }

P=$(cd "$T" && pwd -P)/project
mkdir -p "$P/deep/er" "$P/rules/mine" "$T/config/quoth"
cp packs/said.lua "$P/rules/mine/said.lua"
cp in/harbour.txt "$P/deep/er/"

run 0 config; quiet; value lang en; from lang default
echo 'return { lang = "uu", offsets = "utf16", path = { "user" } }' >"$T/config/quoth/config.lua"
run 0 config; value lang uu; from lang "$T/config/quoth/config.lua"
cat >"$P/.quoth.lua" <<'END'
-- The settings of this project.
return { lang = "p" .. "p", path = { "rules" }, packs = { "mine.said" } }
END
in_project config; check $? 0; quiet
value lang pp; from lang "$P/.quoth.lua"; value offsets utf16
from offsets "$T/config/quoth/config.lua"; value packs mine.said
check "$(grep -c '^path' "$T/out")" 2
check "$(grep -m 1 '^path' "$T/out" | cut -f 2)" "$P/rules"
QUOTH_LANG=ee in_project config; value lang ee; from lang QUOTH_LANG
in_project config --json
shows '{"key": "lang", "value": "pp", "from": "'
check "$(python3 -c 'import json, sys
print(len({json.loads(line)["key"] for line in sys.stdin}))' <"$T/out")" "$(QUOTH_PATH='' "$Q" config --no-config | wc -l)"
in_project config --no-config; value lang en

# They reach the commands; what stands on the command line wins.
in_project run --jsonl harbour.txt; check $? 0; quiet; shows '"rule": "said/'
in_project run --quiet harbour.txt; check $? 0; quiet
in_project run --jsonl --offsets codepoints harbour.txt; shows '"rule": "said/'
"$Q" run --jsonl --offsets codepoints packs/said.lua in/harbour.txt | cut -d , -f 2- >"$T/direct"
cut -d , -f 2- "$T/out" >"$T/set"; cmp -s "$T/direct" "$T/set" && pass || fail "--offsets lost"
QUOTH_JOBS=none in_project run --jsonl harbour.txt; check $? 2; says "--jobs takes a number"
QUOTH_JOBS=3 in_project run --jsonl harbour.txt; check $? 0
in_project run --no-config --jsonl -p mine.said harbour.txt; check $? 3
says "no pack 'mine.said'"
in_project run --jsonl ../../../nosuch.lua harbour.txt; check $? 3

# What is wrong is said with its place; nothing runs.
wrong() { echo "$1" >"$P/.quoth.lua"; in_project config; check $? 2; says "$2"; }
wrong 'return { lnag = "de" }' ".quoth.lua: no setting 'lnag'; did you mean 'lang'?"
wrong 'return { lang = }' ".quoth.lua:1: unexpected symbol near '}'"
wrong 'return { lang = {} }' "'lang' must be a string, not a table"
wrong 'return { packs = {} }' "'packs' is an empty list"
wrong 'return { offsets = "bits" }' 'offsets takes bytes|codepoints|utf16|source, not "bits"'
wrong 'return { "de" }' "a setting is written name = value"
wrong 'return 7' "must return a table of settings"
wrong 'os.exit(0)' "attempt to index a nil value (global 'os')"
wrong 'return ("x"):rep(9)' "attempt to index a string value"
wrong 'while true do end' "takes too long"
wrong 'local s = "x" while true do s = s .. s end' "not enough memory"
wrong "$(printf '\033LuaT')" "attempt to load a binary chunk"
QUOTH_OFFSETS=bits run 2 config; says 'the environment: offsets takes'
run 2 config x; says "takes no words"
rm -rf "$P" "$T/config"
