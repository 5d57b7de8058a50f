# SPDX-License-Identifier: MIT
# Web pages and web archives.

mkdir "$T/web"
python3 web.py make "$T/web" 2>"$T/err"; check $? 0
python3 web.py check "$T/web" "$Q" packs/said.lua >"$T/out" 2>"$T/err"; check $? 0; golden web.txt
run 0 tokens --from html "$T/web/utf-8.html"; quiet; cut -f4 "$T/out" >"$T/words"
cp "$T/words" "$T/out"; golden web-words.txt

# archives NAME: the ids, and the offsets of the records.
archive() {
  "$Q" run --jsonl packs/said.lua "$T/web/$1" >"$T/out" 2>"$T/err"; check $? 1
  says "record at byte "; says "packed by Brotli"; says "packed in a way"
  grep -o '"id": "[^"]*"' "$T/out" | cut -d/ -f4 >"$T/ids"
}
archive plain.warc; cp "$T/ids" "$T/out"; golden web-ids.txt
cp "$T/ids" "$T/want"
for f in members.warc.gz whole.warc.gz raw.warc.zst packed.warc.zst; do
  [ -f "$T/web/$f" ] || continue
  archive $f; cmp -s "$T/ids" "$T/want" && pass || fail "other articles in $f"
done
cd "$T/web" || exit 1
cat plain.warc | "$Q" run --jsonl "$OLDPWD/packs/said.lua" >"$T/out" 2>"$T/err"; check $? 1
check "$(wc -l <"$T/out")" "$(wc -l <"$T/want")"
cd "$OLDPWD" || exit 1
# The record is where its offset says.
"$Q" run --jsonl packs/said.lua "$T/web/members.warc.gz" >"$T/out" 2>"$T/err"
offset=$(sed -n '4s/.*"offset": \([0-9]*\).*/\1/p' "$T/out")
tail -c +$((offset + 1)) "$T/web/members.warc.gz" | gzip -dc 2>/dev/null >"$T/record"
check "$(head -n 3 "$T/record" | tail -n 1 | tr -d '\r')" "WARC-Target-URI: http://a.example/packed"

run 1 run --jsonl packs/said.lua "$T/web/broken.warc"
says "it does not begin with WARC/1"; says "no Content-Length"; says "ends too early"
check "$(wc -l <"$T/out")" 7

# Nesting, attributes, references without end: each is read, or said to be too much.
awk 'BEGIN { for (i = 0; i < 100000; i++) printf "<div>"; print "<p>“Deep,” said Ana Reyes." }' >"$T/deep.html"
run 0 run --to csv packs/said.lua "$T/deep.html"; quiet; shows '"“Deep,”"'
awk 'BEGIN { for (i = 0; i < 100000; i++) printf "<i>"; printf "“Deep,” said Ana Reyes."
  for (i = 0; i < 100000; i++) printf "</i>" }' >"$T/deep.html"
run 0 run --to csv packs/said.lua "$T/deep.html"; quiet; shows '"“Deep,”"'
awk 'BEGIN { for (i = 0; i < 40000; i++) printf "<i>"; for (i = 0; i < 40000; i++) printf "</b>" }' >"$T/deep.html"
run 1 run --to csv packs/said.lua "$T/deep.html"; says "too many end tags without a start"
printf '<p>a\0b\001c \377\376 <![CDATA[x]]> &#0; &#xD800; &bogus; <p' >"$T/odd.html"
run 0 run --jsonl packs/said.lua "$T/odd.html"; quiet
