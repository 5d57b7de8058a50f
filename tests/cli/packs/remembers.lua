-- SPDX-License-Identifier: MIT
-- Says what it may: the operating system, and memory between articles.
local quoth = require "quoth"
local seen = 0

return quoth.pack {
  name = "remembers",
  rules = {
    { name = "said", pattern = [=[ "said" ]=], emit = { layer = "said" } },
  },
  resolve = function(doc)
    seen = seen + 1
    for a in doc:each("said") do
      a:set("seen", seen)
      a:set("os", os ~= nil)
    end
  end,
}
