-- SPDX-License-Identifier: MIT
-- A pack that fails on an article that says "bang", and on no other.

local quoth = require "quoth"

return quoth.pack {
  name = "raises", version = 1,
  rules = {
    { name = "bang", pattern = [=[ word:"bang" ]=],
      emit = function() error("no bangs, please") end },
  },
}
