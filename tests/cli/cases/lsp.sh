# SPDX-License-Identifier: MIT
# quoth lsp: an editor's session, in both kinds of positions.

mkdir -p "$T/lsp"
python3 lsp.py "$Q" "$T/lsp" >"$T/out" 2>"$T/err"; check $? 0; shows ok
run 2 lsp x; says "takes no words"
