# SPDX-License-Identifier: MIT
# The manual page and the completions: made of the one table of options.

run 0 help --man; quiet; cp "$T/out" "$T/quoth.1"
if command -v groff >/dev/null; then
  check "$(groff -man -Tutf8 -ww "$T/quoth.1" 2>&1 >"$T/page" | head -3)" ""
  check "$(MANWIDTH=80 man --warnings -l "$T/quoth.1" 2>&1 >/dev/null | head -3)" ""
  sed 's/.\x08//g; s/\x1b\[[0-9;]*m//g' "$T/page" >"$T/out"
  for word in SYNOPSIS "quoth why-not" "--annotations" "EXIT CODES" QUOTH_PATH; do shows "$word"; done
else
  echo "manual: groff is not installed; the page was not set"
fi
# Every option of every command is in the page.
for command in run eval kwic list; do
  for option in $("$Q" "help" $command | grep -o '^  .*--[a-z-]*' | grep -o -- '--[a-z-]*' | sed 's/-/\\\\-/g'); do
    grep -q -- "$option" "$T/quoth.1" && pass || fail "no $option in the page"
  done
done

run 2 completion; says "bash, zsh or fish"
run 2 completion tcsh; says "bash, zsh or fish"
run 0 completion bash; quiet; cp "$T/out" "$T/quoth.bash"
# completes WORD...: what bash offers for the last word.
completes() {
  bash --norc -c '. "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=()
    _quoth 2>/dev/null; printf "%s\n" "${COMPREPLY[@]}"' bash "$T/quoth.bash" "$@" >"$T/out"
}
offers() { if grep -qxF -- "$1" "$T/out"; then pass; else fail "bash does not offer '$1'"; fi; }
completes "$Q" ke; check "$(cat "$T/out")" ""
completes "$Q" k; offers kwic
completes "$Q" run --off; offers --offsets
completes "$Q" run --offsets ""; offers utf16; check "$(wc -l <"$T/out")" 4
completes "$Q" run --offsets = ut; check "$(cat "$T/out")" utf16
completes "$Q" run in/har; offers in/harbour.txt; check "$(wc -l <"$T/out")" 1
completes "$Q" run -p quo; offers quotes.en
completes "$Q" run --path pa; offers packs
completes "$Q" run --to js; offers json; offers jsonl
completes "$Q" list le; offers lexicons
completes "$Q" help conf; offers config
run 0 completion zsh; quiet; cp "$T/out" "$T/_quoth"
run 0 completion fish; quiet; cp "$T/out" "$T/quoth.fish"
if command -v zsh >/dev/null; then
  zsh -n "$T/_quoth" 2>"$T/err"; check $? 0; quiet
  zsh -fc "autoload -U compinit; compinit -D; source $T/_quoth; print \$_comps[quoth]" >"$T/out" 2>"$T/err"
  quiet; shows _quoth
fi
if command -v fish >/dev/null; then
  HOME=$T fish -c "source $T/quoth.fish; complete -C 'quoth run --offsets '" >"$T/out" 2>"$T/err"
  shows utf16; shows codepoints
  HOME=$T fish -c "source $T/quoth.fish; complete -C 'quoth kw'" >"$T/out" 2>"$T/err"; shows kwic
fi
