-- SPDX-License-Identifier: MIT
-- A pack with one example that holds and one that does not.

local quoth = require "quoth"

return quoth.pack {
  name = "failing", version = 1,
  rules = {
    { name = "hash", pattern = [=[ word:"hash" ]=], emit = { layer = "hash" },
      examples = {
        { "A # and a hash.", word = "hash" },
        { "No such thing.", word = "hash" },
      } },
  },
}
