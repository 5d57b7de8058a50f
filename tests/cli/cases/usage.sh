# SPDX-License-Identifier: MIT
# Help, versions, and what is said about a wrong command line.

run 0 version; quiet
for word in quoth Unicode PCRE2 PCRE2-Unicode utf8proc Lua jansson zlib zstd; do
  check "$(grep -cE "^$word [0-9]+\.[0-9.]+" "$T/out")" 1
done
run 0 --version; shows "quoth 0."
run 0 help; golden help.txt
run 0 --help; golden help.txt
for command in $(sed -n '/^Commands:/,/^$/s/^  \([a-z-]*\) .*/\1/p' "$T/out"); do
  run 0 help $command; shows "Usage: quoth $command"; golden help-$command.txt
  run 0 $command --help; golden help-$command.txt
  check "$(LC_ALL=C.UTF-8 awk 'length > 80' "$T/out" | wc -l)" 0
done
for topic in packs input output amounts settings exit; do
  run 0 help $topic; quiet; check "$(grep -c Usage: "$T/out")" 0
done
run 2 help pakcs; says "did you mean packs?"

run 2; says "quoth help"
run 2 rnu; says "did you mean run?"
run 2 frobnicate; says 'no command "frobnicate"'
run 2 run --jsnol; says "did you mean --jsonl?"
run 2 run --xyzzy; says "no option --xyzzy"
run 2 run -X; says "no option -X"
run 2 run --offsets bits -; says '--offsets takes bytes|codepoints|utf16|source, not "bits"'
run 2 run --html; says "--html wants FILE"
run 2 run --jsonl=yes; says "--jsonl takes no value"
run 2 run --offsets bytes in/harbour.txt; says "not with --to table"
run 2 run --annotations in/harbour.txt; says "goes with --to json or jsonl"
run 2 run --jsonl -v in/harbour.txt; says "--verbose goes with the table"
run 2 run --to jsno in/harbour.txt; says "did you mean json?"
run 2 run --from table in/harbour.txt; says 'no format "table"'
run 2 run --input texd in/harbour.txt; says "did you mean text?"
run 2 tokens --nope; says "tokens has no option --nope"
run 3 run --lang xx in/harbour.txt; says 'no packs for the language "xx"'
