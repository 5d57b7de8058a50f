# SPDX-License-Identifier: MIT
# CoNLL-U in: own tags and trees, no model; what is written can be read again.

name=conllu
run 0 run --to conllu ../../examples/articles/council.txt
cp "$T/out" "$T/own.conllu"
run 0 run --jsonl "$T/own.conllu"
cp "$T/out" "$T/again"
run 0 run --jsonl ../../examples/articles/council.txt
# Who said it, how, and in which words; places differ where lines were joined.
facts() {
  sed 's/"\(content\|cue\|source\)": \[\[[^a-z]*\]\]//g; s/"\(sentence\|paragraph\)": [0-9]*//g
    s/"confidence": [0-9.]*//g; s/^{"id": "[^"]*"//' "$1"
}
facts "$T/out" >"$T/want"; facts "$T/again" >"$T/got"
check "$(cat "$T/got")" "$(cat "$T/want")"
grep -q '"speaker": "Odile Hathersage"' "$T/again" && pass || fail 'no speaker'

# Two articles, one of them damaged: the other one is there, the error has a place.
{
  printf '# newdoc id = a\n1\tJa\tja\tINTJ\t_\t_\t4\troot\t_\t_\n\n'
  printf '# newdoc id = b\n1\tJa\tja\tINTJ\t_\t_\t0\troot\t_\t_\n\n'
} >"$T/two.conllu"
run 1 run --jsonl "$T/two.conllu"
check "$(cat "$T/out")" '{"id": "b", "attributions": []}'
grep -q 'two.conllu:2:18: this head lies outside of the sentence' "$T/err" && pass ||
  fail 'no place'
run 1 run --jsonl -j 2 --from conllu "$T/two.conllu" "$T/own.conllu"
check "$(wc -l <"$T/out")" 2

# Patterns on the command line ask for layers, too: of the model, or of the words.
run 0 kwic '[lemma="vow" & pos=/VERB|PROPN/]' ../../examples/articles/council.txt
run 2 kwic --lang de '[pos="VERB"]' ../../examples/articles/council.txt
grep -q 'pos is not available for de: load a model' "$T/err" && pass || fail 'no reason'
sed -n '5,$p' "$T/two.conllu" >"$T/good.conllu"
run 0 kwic --lang de '[pos="INTJ" & dep="root"]' "$T/good.conllu"
check "$(wc -l <"$T/out")" 1
