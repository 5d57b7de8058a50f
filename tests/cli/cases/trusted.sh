# SPDX-License-Identifier: MIT
# --trusted: the full Lua library, and memory from article to article.
two=$T/two.jsonl
printf '{"id": 1, "text": "Ana said so."}\n{"id": 2, "text": "Bo said so."}\n' >"$two"
told() { # of each article: what the pack saw
  python3 -c 'import json, sys
for line in sys.stdin:
    for a in json.loads(line)["annotations"]:
        if a["layer"] == "said":
            print(a["features"]["seen"], a["features"]["os"], end=" ")' <"$T/out"
}
run 0 run --jsonl --annotations packs/remembers.lua "$two"
check "$(told)" "1 False 1 False "
run 0 run --jsonl --annotations --trusted packs/remembers.lua "$two"
check "$(told)" "1 True 2 True "
# No file of settings can say so, only who starts the program.
mkdir -p "$T/settings/quoth"
echo 'return { trusted = true }' >"$T/settings/quoth/config.lua"
XDG_CONFIG_HOME=$T/settings "$Q" run packs/remembers.lua "$two" >"$T/out" 2>"$T/err"
check $? 2
says "no setting 'trusted'"
