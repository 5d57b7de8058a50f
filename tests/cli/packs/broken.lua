-- SPDX-License-Identifier: MIT
-- A pack whose pattern does not compile.

local quoth = require "quoth"

return quoth.pack {
  name = "broken", version = 1,
  rules = { { name = "open", pattern = [=[ ( "a" ]=], emit = { layer = "x" } } },
}
