#!/bin/sh
# SPDX-License-Identifier: MIT
# What editors are given is Lua, knows each function of the module, and lets
# the packs that come with Quoth pass. Usage: editors.sh BUILD_DIR
set -eu
mkdir -p "$1/editors"
lua5.4 scripts/dev/editors.lua "$1/editors"
lua5.4 - "$1" <<'EOF'
package.cpath = arg[1] .. "/?.so"
local text = io.open(arg[1] .. "/editors/quoth.d.lua"):read("a")
assert(load(text))
local n = 0
for name, value in pairs(require "quoth") do
  if type(value) == "function" then
    assert(text:find("function quoth." .. name .. "(", 1, true), "no quoth." .. name)
    n = n + 1
  end
end
assert(n >= 5)
EOF
luacheck -q --no-max-line-length --config "$1/editors/quoth.luacheckrc" \
  scripts/quotes scripts/claims scripts/speakers scripts/lib examples/rules
python3 tests/docs/grammar.py scripts/dev/vscode
