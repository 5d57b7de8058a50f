-- SPDX-License-Identifier: MIT
-- A small pack with every feature that writers know, so that the outputs under
-- test do not change when the real packs learn something.

local quoth = require "quoth"

return quoth.pack {
  name = "said", version = 1,
  lexicons = { say = { { "said", act = "assert" }, { "denied", act = "deny" } } },
  define = { NAME = [=[ [title & word]{1,3} ]=] },
  rules = {
    {
      name = "quote-said", within = "paragraph",
      pattern = [=[
        content:<quote> ","? cue:$say source:(@NAME | "she") "."?
        content:<quote>? ]=],
      emit = { layer = "attribution", act = { "cue", "act" }, polarity = "+",
        confidence = 0.9 },
      examples = {
        { "“It is late,” said Ana Reyes.", source = "Ana Reyes", cue = "said",
          act = "assert", kind = "direct" },
        { "Nobody spoke.", none = true },
      },
    },
    {
      name = "said-that",
      pattern = [=[ source:@NAME cue:$say "that" content:[!final]{1,40} ]=],
      emit = { layer = "attribution", act = { "cue", "act" } },
    },
  },
  resolve = function(doc)
    for a in doc:each "attribution" do
      local source = a:part_text("source")
      if source and source ~= "she" then
        a:set("speaker", source)
        a:set("speaker_id", 1)
        a:set("resolved_by", "name")
      end
    end
  end,
}
