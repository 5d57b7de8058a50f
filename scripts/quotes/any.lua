-- SPDX-License-Identifier: MIT
-- Direct speech by its quotation marks alone, for languages that have no rules
-- of their own yet: content without cue and source. `quoth run -p quotes.any`.

local quoth = require "quoth"

return quoth.pack {
  name = "quotes.any", version = 1,
  description = "Quotations of any language, by their marks alone.",
  phases = { { name = "marks", control = "all", within = "document" } },
  rules = {
    { name = "speech", phase = "marks",
      pattern = [=[ content:<quote class="speech" & level=0> ]=],
      emit = { layer = "attribution", kind = "direct" },
      examples = {
        { "„Das Boot ist voll“, sagte Jana.", lang = "de", content = "„Das Boot ist voll“" },
        { "«Лодка полна», — сказала Яна.", lang = "ru", content = "«Лодка полна»" },
        { "Das Boot ist leer, sagte Jana.", lang = "de", none = true },
      } },
  },
}
