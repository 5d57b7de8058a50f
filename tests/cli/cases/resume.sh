# SPDX-License-Identifier: MIT
# What stands beside an output that is not complete, and when it is refused.
# Kills at random times: tests/robust/kills.py.

i=0; while [ $i -lt 50 ]; do
  i=$((i + 1)); printf '{"id": %s, "text": "“No,” said Ana Reyes, %s times."}\n' $i $i
done >"$T/in.jsonl"
"$Q" run --jsonl packs/said.lua "$T/in.jsonl" >"$T/right"
O=$T/resumed.jsonl
# resume CODE ARGUMENT...: a run that may go on.
resume() { want=$1; shift; run $want run --resume -o "$O" --checkpoint 0 "$@" packs/said.lua "$T/in.jsonl"; }
same() { if cmp -s "$T/right" "$O"; then pass; else fail "the output differs"; fi; }

resume 0; quiet; same
[ -e "$O.journal" ] && fail "the journal stays" || pass
resume 0; says "is complete: nothing is left to do"; same

# A run that ends early leaves its journal; the next one goes on behind it.
interrupt() {
  rm -f "$O" "$O.journal"
  { head -n 20 "$T/in.jsonl"; echo '{bad'; } >"$T/short"
  cp "$T/in.jsonl" "$T/kept"; cp "$T/short" "$T/in.jsonl"
  run 1 run --on-error stop -o "$O" --checkpoint 0 packs/said.lua "$T/in.jsonl"
  [ -e "$O.journal" ] && pass || fail "no journal"
  cp "$T/kept" "$T/in.jsonl"
}
interrupt
check "$(sed -n 's/^events //p' "$O.journal")" 20
# Other inputs, options or packs are not the same run.
resume 2 --on-error stop; says "was begun with other packs, options or inputs"
rm -f "$O" "$O.journal"
# The same run, stopped by a limit on the size of files.
(ulimit -f 4; trap '' XFSZ; "$Q" run -o "$O" --checkpoint 0 packs/said.lua "$T/in.jsonl") 2>"$T/err"
check $? 4; says "File too large"
[ -e "$O.journal" ] && pass || fail "no journal after a full disk"
cp "$O" "$T/o"; cp "$O.journal" "$T/j"
back() { cp "$T/o" "$O"; cp "$T/j" "$O.journal"; }
resume 0; quiet; same
back; printf 'more than the journal says' >>"$O"; resume 0; same
back; resume 0 -j 3; same
back; : >"$O"; resume 2; says "is shorter than its journal says"
back; echo nonsense >"$O.journal"; resume 2; says "cannot read $O.journal"
back; resume 2 --offsets utf16; says "was begun with other packs"
back; run 0 run -o "$O" packs/said.lua "$T/in.jsonl"; same
[ -e "$O.journal" ] && fail "the journal stays" || pass
back; touch "$T/in.jsonl"; resume 2; says "was begun with other packs"
rm -f "$O" "$O.journal"

# Two runs do not write one output.
mkfifo "$T/slow"
"$Q" run --jsonl -o "$O" packs/said.lua - <"$T/slow" 2>"$T/first" &
exec 8>"$T/slow"
sed 1q "$T/in.jsonl" >&8
i=0; while [ ! -e "$O" ] && [ $i -lt 100 ]; do sleep 0.1; i=$((i + 1)); done
run 4 run --jsonl -o "$O" packs/said.lua "$T/in.jsonl"; says "is just being written by another run"
sed 1d "$T/in.jsonl" >&8
exec 8>&-
wait $!; check $? 0; same
rm -f "$O"

# CSV goes on behind its header; other formats and standard output cannot.
"$Q" run -t csv packs/said.lua "$T/in.jsonl" >"$T/right"
(ulimit -f 4; trap '' XFSZ; "$Q" run -t csv -o "$O" --checkpoint 0 packs/said.lua "$T/in.jsonl") 2>"$T/err"; check $? 4
resume 0 -t csv; same
rm -f "$O"
resume 2 -t json; says "--resume goes with --output FILE in jsonl, csv or tsv"
resume 2 -t jsonl --html "$T/p"; says "without --html"
run 2 run --resume --jsonl packs/said.lua "$T/in.jsonl"; says "--resume goes with"
run 2 run --checkpoint x packs/said.lua "$T/in.jsonl"; says "--checkpoint takes seconds"
mkdir "$T/locked"
ln -s /no/such/folder/x "$T/locked/o.jsonl.journal.new"
run 4 run -o "$T/locked/o.jsonl" packs/said.lua "$T/in.jsonl"; says "cannot write $T/locked/o.jsonl.journal"
[ -e "$T/locked/o.jsonl" ] && fail "emptied without a journal" || pass

# The manifest: what the run was made of.
cd "$T" || exit 1
"$Q" run --no-config -o m.jsonl -j 2 --manifest m.json --offsets utf16 "$OLDPWD/packs/said.lua" in.jsonl 2>err; code=$?
cd "$OLDPWD" || exit 1
check $code 0
python3 - "$T" "$PWD" >"$T/out" 2>&1 <<'END'
import hashlib, json, os, sys
folder, here = sys.argv[1:]
m = json.load(open(os.path.join(folder, "m.json")))
def sha(path): return hashlib.sha256(open(os.path.join(folder, path), "rb").read()).hexdigest()
assert m["manifest"] == 1 and len(m["run"]) == 64
assert m["options"] == ["--offsets=utf16"] and m["operands"] == ["in.jsonl"], m
for file in m["files"] + m["models"] + m["inputs"] + [m["output"]]:
    assert file["sha256"] == sha(file["path"]), file
    assert file["bytes"] == os.path.getsize(os.path.join(folder, file["path"]))
assert any(f["path"].endswith("said.lua") for f in m["files"])
assert any(f["path"].endswith("models/en.model") for f in m["models"])
assert m["articles"] == 50 and m["lost"] == 0 and m["exit_code"] == 0
assert set(m["versions"]) == {"quoth", "unicode", "pcre2", "utf8proc", "lua"}
assert m["limits"]["script_steps"] > 0
print("the manifest is true")
END
shows "the manifest is true"

# Done again from it, or told what has changed.
repeats() { want=$1; shift; (cd "$T" && "$Q" repeat "$@") >"$T/out" 2>"$T/err"; check $? $want; }
repeats 0 -o again.jsonl m.json; says "again.jsonl: the same bytes as in the manifest"
cmp -s "$T/m.jsonl" "$T/again.jsonl" && pass || fail "repeat wrote other bytes"
repeats 0 m.json; cmp -s "$T/m.jsonl" "$T/out" && pass || fail "repeat wrote other lines"
cp "$T/in.jsonl" "$T/kept"; echo '{"id": 0, "text": "More."}' >>"$T/in.jsonl"
repeats 2 -o again.jsonl m.json; says "in.jsonl is not what it was"
cp "$T/kept" "$T/in.jsonl"
sed 's/"output": {\(.*\)"sha256": "./"output": {\1"sha256": "x/' "$T/m.json" >"$T/other.json"
repeats 1 -o again.jsonl other.json; says "again.jsonl: other bytes than in the manifest"
sed 's/"quoth": "/&9/' "$T/m.json" >"$T/other.json"
repeats 2 other.json; says "was made with quoth 9"
echo '{}' >"$T/other.json"; repeats 2 other.json; says "other.json is no manifest"
echo '{' >"$T/other.json"; repeats 2 other.json; says "other.json:2:"
repeats 2; says "repeat wants a manifest"

# A compiled lexicon is mapped, not read, and stands there all the same.
printf 'entry\tact\nsaid\tx\n' >"$T/v.tsv"
run 0 compile "$T/v.tsv" -o "$T/v.qlx"
cat >"$T/mapped.lua" <<'END'
return require "quoth".pack { name = "mapped", lang = "en", lexicons = { v = "v.qlx" },
  rules = { { name = "said", pattern = [=[ $v ]=], emit = { layer = "said" } } } }
END
run 0 run --quiet --manifest "$T/v.json" "$T/mapped.lua" "$T/in.jsonl"
check "$(grep -c "v.qlx.*$(sha256sum "$T/v.qlx" | cut -d ' ' -f 1)" "$T/v.json")" 1

gzip -c "$T/in.jsonl" >"$T/in.gz"
"$Q" run --quiet --manifest "$T/m.json" packs/said.lua - <"$T/in.gz"
check "$(grep -c "\"path\": \"-\".*$(sha256sum "$T/in.gz" | cut -d ' ' -f 1)" "$T/m.json")" 1
run 4 run --quiet --manifest /dev/full packs/said.lua "$T/in.jsonl"; says "cannot write /dev/full"

python3 ../robust/kills.py "$Q" 50 >"$T/out" 2>"$T/err"; check $? 0; shows "the same bytes each time"
