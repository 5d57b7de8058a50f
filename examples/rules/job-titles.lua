-- SPDX-License-Identifier: MIT
-- Job titles and who holds them: a rule with a lexicon.
--
--   quoth run examples/rules/job-titles.lua article.txt
--   quoth test examples/rules/job-titles.lua

local quoth = require "quoth"

return quoth.pack {
  name = "job-titles", version = 1, lang = "en",
  description = "people named with their job, as in “harbour master Ole Brandt”",

  -- A lexicon is a list of words, or of several words each, that a pattern
  -- calls by name: $job. This one is a file, a spreadsheet saved as
  -- tab-separated text; its columns are features of the entries. The path is
  -- looked up beside this pack.
  lexicons = { job = "lexicons/jobs.tsv" },

  -- A definition is a piece of pattern with a name: @NAME.
  -- [...] is one token; `title` means its first letter is upper case.
  define = {
    NAME = [=[ [title & word]{2,3} ]=],
  },

  rules = {
    {
      -- "harbour master Ole Brandt"
      name = "job-name",
      -- word:element is a capture. Upper and lower case make no difference to
      -- a lexicon, so "Mayor" and "mayor" both are in it.
      pattern = [=[ job:$job person:@NAME ]=],
      -- Without Lua code: a layer, and a feature that is copied from the
      -- entry of the lexicon: { capture, column }. Captures become parts.
      emit = { layer = "job", field = { "job", "field" } },
      examples = {
        { "He wrote to harbour master Ole Brandt.",
          job = "harbour master", person = "Ole Brandt", field = "transport" },
        { "The answer came from Mayor Ines Duarte.",
          job = "Mayor", person = "Ines Duarte", field = "politics" },
        { "A mayor has much to do.", none = true },
      },
    },
    {
      -- "Ole Brandt, the harbour master"
      name = "name-job",
      pattern = [=[ person:@NAME "," ("the" | "a" | "an")? job:$job ]=],
      emit = { layer = "job", field = { "job", "field" } },
      examples = {
        { "We met Ruta Alin, a teacher, at the station.",
          person = "Ruta Alin", job = "teacher", field = "education" },
      },
    },
  },
}
