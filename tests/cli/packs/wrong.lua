-- SPDX-License-Identifier: MIT
local quoth = require "quoth"

return quoth.pack {
  name = "wrong", lang = "en",
  lexicons = { say = { "said" } },
  rules = {
    { name = "lexicon", pattern = [=[ x:$sai ]=] },
    { name = "good", pattern = [=[ x:$say ]=] },
    { name = "bracket", pattern = [=[ x:[caps ]=] },
    { name = "capture", pattern = [=[ x:[caps] ]=], emit = { layer = "l", span = "y" } },
  },
}
