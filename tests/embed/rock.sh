#!/bin/sh
# SPDX-License-Identifier: MIT
# The rock, installed by luarocks into a tree of its own, works in stock Lua.
# Usage: tests/embed/rock.sh BUILD_DIR
b=$(cd "${1:-build}" && pwd)
command -v luarocks >/dev/null || {
  echo 'SKIPPED rock: there is no luarocks'
  echo '0 passed, 0 failed'
  exit 0
}
rm -rf "$b/rocks"
luarocks --lua-version 5.4 --tree "$b/rocks" make \
  scripts/dev/quoth-*.rockspec >"$b/rock.log" 2>&1 || cat "$b/rock.log"
LUA_CPATH="$b/rocks/lib/lua/5.4/?.so" lua5.4 - <<'END'
local quoth = require "quoth"
local engine = quoth.engine { packs = { "quotes.en", "speakers.en" }, path = { "scripts" } }
local text = "“We open on Friday,” said Mayor Ada Brook."
local a = engine:run(text).attributions[1]
assert(a.speaker == "Ada Brook" and text:sub(table.unpack(a.cue[1])) == "said")
print "1 passed, 0 failed"
END
