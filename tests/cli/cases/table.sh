# SPDX-License-Identifier: MIT
# The table: width, wide characters, colours.

run 0 run packs/said.lua in/harbour.txt; quiet; golden table.txt
run 0 run -v packs/said.lua in/harbour.txt; golden table-v.txt; shows said/quote-said
run 0 run in/harbour.txt in/three.jsonl packs/said.lua; golden table-two.txt
COLUMNS=60 run 0 run packs/said.lua in/harbour.txt; golden table-60.txt
run 0 run -q packs/said.lua in/harbour.txt; check "$(wc -c <"$T/out")" 0
run 0 run -o "$T/table" packs/said.lua in/harbour.txt
check "$(wc -c <"$T/out")" 0
cmp -s "$T/table" golden/table.txt && pass || fail "-o gives other bytes"

# What is malformed or steers a terminal does not reach it.
run 0 run packs/said.lua in/malformed.txt; golden table-malformed.txt
iconv -f UTF-8 -t UTF-8 "$T/out" >/dev/null 2>&1 && pass || fail "table is not UTF-8"
check "$(tr -d '\n -~\200-\377' <"$T/out" | wc -c)" 0

# Colours on a terminal only, and not against NO_COLOR.
if has_terminal 'colours are'; then
  terminal() { script -qec "$*" /dev/null </dev/null >"$T/out" 2>&1; }
  escapes() { tr -dc '\033' <"$T/out" | wc -c; }
  terminal "$Q run packs/said.lua in/harbour.txt"
  [ "$(escapes)" -gt 5 ] && pass || fail "no colours on a terminal"
  terminal "NO_COLOR=1 $Q run packs/said.lua in/harbour.txt"
  check "$(escapes)" 0
  terminal "TERM=dumb $Q run packs/said.lua in/harbour.txt"
  check "$(escapes)" 0
  # Without COLUMNS the terminal itself is asked.
  terminal "stty cols 60; unset COLUMNS; NO_COLOR=1 $Q run packs/said.lua in/harbour.txt"
  tr -d '\r' <"$T/out" >"$T/plain"
  cmp -s "$T/plain" golden/table-60.txt && pass || fail "width of the terminal"
fi
