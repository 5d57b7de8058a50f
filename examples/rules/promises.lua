-- SPDX-License-Identifier: MIT
-- Who promised what to whom: a token pattern, and an attribution like those
-- that Quoth's own packs make, so that the table and the page show it.
--
--   quoth run examples/rules/promises.lua article.txt
--   quoth test examples/rules/promises.lua

local quoth = require "quoth"

return quoth.pack {
  name = "promises", version = 1, lang = "en",
  description = "“X promised Y to do Z”",

  -- A short lexicon can stand here.
  lexicons = {
    promise = { "promised", "promises", "vowed", "vows", "pledged", "pledges" },
  },

  define = {
    -- One to four capitalized words: "Ines Duarte", "Port Authority".
    NAME = [=[ [title & word]{1,4} ]=],
    -- What is promised: words and commas up to the end of the sentence.
    -- `final` is the full stop, and [!final] anything but that.
    REST = [=[ [!final]{1,40} ]=],
  },

  rules = {
    {
      -- "Ines Duarte promised voters to reopen the pool"
      name = "promised-to",
      pattern = [=[
        source:@NAME
        cue:$promise
        ( hearer:( "the"? [word]{1,2}? ) )?   # perhaps to whom; `?` again: as few
        content:( "to" @REST )                # as possible
      ]=],
      -- The layer `attribution` with the parts content, cue and source is what
      -- reports are made of; `act` is a feature that says what kind of saying.
      emit = { layer = "attribution", act = "promise" },
      examples = {
        { "Ines Duarte promised voters to reopen the pool.",
          source = "Ines Duarte", cue = "promised", hearer = "voters",
          content = "to reopen the pool", act = "promise" },
        { "The Port Authority vowed to fight the plan.",
          source = "The Port Authority", content = "to fight the plan" },
        { "She broke a promise to him.", none = true },
      },
    },
    {
      -- "Ines Duarte promised that the pool would reopen"
      name = "promised-that",
      pattern = [=[
        source:@NAME cue:$promise hearer:( "the"? [word]{1,2}? )? "that"
        content:@REST
      ]=],
      emit = { layer = "attribution", act = "promise" },
      examples = {
        { "Ole Brandt pledged that nobody would lose a job.",
          source = "Ole Brandt", content = "nobody would lose a job" },
      },
    },
  },
}
