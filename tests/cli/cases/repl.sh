# SPDX-License-Identifier: MIT
# quoth repl: from a pipe, and at a terminal.

"$Q" new "$T/warnings" >/dev/null
cat >"$T/lines" <<'EOL'
text "Ana Reyes warned that the dam leaks. “No,” he said."
find 'who:[caps & word]+ c:$warn'
find "@NAME"
run()
explain "warned-that"
describe "$warn"
describe "$wran"
describe "@NAME"
describe "warned-that"
describe(doc)
describe "Doc:token"
describe "Match"
describe(find)
describe(quoth.re)
1 + 1, "x", { b = { true }, 7, 8 }
for i = 1, 2 do
  last = i
end
last
complete "doc:tok"
complete "$w"
complete "@"
complete "warned"
complete "quoth.v"
rules()
load()
help()
EOL
(cd "$T" && "$Q" repl -p warnings.lua <lines >out 2>err); check $? 0; quiet; golden repl.txt
printf 'nil + 1\nx = = 2\nfind "[caps"\nload "none.lua"\nopen "none.txt"\n1 + 2\nfor\n' >"$T/lines"
"$Q" repl <"$T/lines" >"$T/out" 2>"$T/err"; check $? 1
check "$(cat "$T/out")" 3
says "attempt to perform arithmetic"; says "unexpected symbol near '='"
says "pattern:1:1: unclosed '['"; says "none.lua"; says "none.txt: No such file"
says "<eof>"
"$Q" repl in/harbour.txt </dev/null >"$T/out" 2>"$T/err"; check $? 0; shows " sentences"
run 1 repl no/such.txt; says "No such file"
run 2 repl a b; says "one file at most"
run 3 repl -p packs/broken.lua; says "packs/broken.lua:"
if has_terminal 'history and completion are'; then
  python3 repl.py "$Q" packs/said.lua "$T/state/quoth/history" >"$T/out" 2>"$T/err"; check $? 0
  shows ok
fi
