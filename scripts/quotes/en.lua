-- SPDX-License-Identifier: MIT
-- Direct quotations: marks, cue and source within one paragraph, quotations
-- without a cue, and the chunks of English that these and the claims need.

local quoth = require "quoth"
local english = require "lib.english"

local attribution = english.attribution

local define = {
  Q = [=[ <quote class="speech"> ]=],
  -- "Reyes said" or "said Reyes, a farmer from Leeds"
  BY = [=[ ( source:<subj> @MID cue:<vg kind="fin" & quote>
    | cue:<vg kind="fin" & quote> source:( <group> @MORE?
      | [$pron] | [$indef] ) ) ]=],
  -- what is told of a speaker named after the cue: age, role, deeds
  MORE = [=[ ( "," (?! [lower & norm=/.*ing/] | $day | ["in" | "at" | "on"
      | "during" | "after" | "when" | "as" | "before" | "while" | "but"
      | "and" | "to" | "with" | "then"])
    [word | number | symbol | punct & !text=/[,.;:]/]{1,25}+ ){1,4} ]=],
  -- what may stand between the cue and a second part
  TAIL = [=[ ( [!text=/[.;:]/]{0,20}? ["." | "," | ":" | "--" | "—"]
    "and"? "then"? ) ]=],
}
for name, pattern in pairs(english.define) do define[name] = pattern end

local phases = {}
for _, phase in ipairs(english.phases) do phases[#phases + 1] = phase end
phases[#phases + 1] = {
  name = "direct", view = "quote", within = "paragraph", control = "all",
}

local rules = {
  { name = "quote-by", priority = 80,
    pattern = [=[ content:@Q ["," | "--" | "—"]?
      ( (?! [sfirst]) | (?= <subj> <vg kind="fin" & quote> ["." | ","]) )
      @BY (@TAIL content:@Q)?
      (?! ":" <quote>) ]=],
    emit = attribution(80),
    examples = {
      { "“Is the water safe to drink?” asked Ms. Lee, the chair.",
        source = "Ms. Lee, the chair", cue = "asked", kind = "direct",
        act = "ask" },
      { "“We will wait,” Okoro said. “Then we will see.”",
        content = { "“We will wait,”", "“Then we will see.”" } },
      { "The song “Hello” was a hit.", none = true },
    } },
  { name = "quote-lead", priority = 82,
    pattern = [=[ content:( [sfirst & word] [!in="stop" & !in="vg"]{0,25}? @Q )
      ","? @BY ]=],
    emit = attribution(82),
    examples = {
      { "The pier is “no place for a child to play alone,” she said.",
        content = "The pier is “no place for a child to play alone,”",
        source = "she" },
      { "“The pier is old,” she said.", none = true },
    } },
  -- a mark that closes what was opened before the paragraph
  { name = "quote-unopened", priority = 79,
    pattern = [=[ ^ content:( [text!=/''|”|"/]{3,120}? [text=/''|”|"/] )
      (?! [sfirst]) @BY (@TAIL content:@Q)? ]=],
    emit = attribution(79),
    examples = {
      { "We will wait here,” Okoro said. “Then we will see it all.”",
        source = "Okoro", cue = "said" },
      { "We will wait for the boat, Okoro said.", none = true },
    } },
  { name = "by-quote", priority = 70,
    pattern = [=[ source:<subj> @MID
      ( cue:( <vg kind="fin" & quote & !objc> ":"? )
      | cue:<vg kind="fin" & quote> @TO ) ","? content:( "that"? @Q ) ]=],
    emit = attribution(70),
    examples = {
      { "Then Ana Reyes said, “Nobody told me that the boat had left.”",
        source = "Ana Reyes", cue = "said" },
      { "Then Ana Reyes sang “Hello”.", none = true },
    } },
  { name = "cue-quote", priority = 60,
    pattern = [=[ (?! <vg objc>)
      ( cue:( <vg quote> ":"? ) | cue:<vg quote> @TO ) ","? content:@Q ]=],
    emit = attribution(60, { inherit = true }),
    examples = {
      { "The guide sat down, adding: “Nobody told me the boat had left.”",
        source = "The guide", cue = "adding:" },
      { "The guide sat down with “Hello”.", none = true },
    } },
  { name = "with-quote", priority = 66,
    pattern = [=[ "with" source:<group>
      ( cue:( <vg kind="ing" & quote> ":"? )
      | cue:<vg kind="ing" & quote> @TO ) ","? content:@Q ]=],
    emit = attribution(66),
    examples = {
      { "The talks failed, with Okoro saying: “Nobody came to listen.”",
        source = "Okoro", cue = "saying:" },
      { "The talks failed with Okoro.", none = true },
    } },
  { name = "colon-quote", priority = 58, within = "document",
    pattern = [=[ source:<clause> @MID
      cue:( [!final & !in="quote"]{1,12}? ":" )
      content:@Q ]=],
    emit = attribution(58),
    examples = {
      { "The guide stood up and boomed: “Nobody told me of this boat!”",
        source = "The guide", cue = "stood up and boomed:" },
      { "The guide went on:\n“Nobody told me that the boat had left.”",
        source = "The guide", cue = "went on:" },
      { "The guide went home. “Nobody told me of the boat.”", none = true },
    } },
  { name = "quote-according", priority = 65,
    pattern = [=[ content:@Q "," cue:"according to" source:<group> ]=],
    emit = attribution(65),
    examples = {
      { "It was “a very long and cold night”, according to the guide.",
        source = "the guide", cue = "according to" },
      { "It was “a long night” for the guide.", none = true },
    } },
  { name = "quote-dash", priority = 72,
    pattern = [=[ content:@Q cue:["―" | "—" | "–" | "-" | "--"]
      source:( @NW{1,5} ("," [word]{1,8}?)? ) "."? $ ]=],
    emit = attribution(72),
    examples = {
      { "“This is the best town I know.” — Ana Reyes",
        source = "Ana Reyes", cue = "—" },
      { "“This is the best town I know” — or so it was.", none = true },
    } },
  { name = "dash-below", priority = 72, within = "document",
    pattern = [=[ content:@Q cue:["―" | "—" | "–" | "-" | "--"]
      (?<= [pfirst]) source:( @NW{1,5} ) (?! [!pfirst & !punct]) ]=],
    emit = attribution(72),
    examples = {
      { "“This is the best town I know.”\n\n— Ana Reyes\n\nNobody knew her.",
        source = "Ana Reyes", cue = "—" },
      { "“This is the best town I know.”\n\n— or so it was.", none = true },
    } },
  { name = "name-colon", priority = 71,
    pattern = [=[ ^ source:( [caps & word] @NW{0,3} ) cue:":" content:@Q ]=],
    emit = attribution(71),
    examples = {
      { "Reyes: “Nobody told me that the boat had left.”",
        source = "Reyes", cue = ":" },
      { "The sign read: “Closed”", none = true },
    } },
  -- kept where a transcript has several of them: lib/arbitrate.lua
  { name = "transcript", priority = 15,
    pattern = [=[ ^ source:( [caps & word] [caps & word | text="."]{0,3} )
      cue:":" content:[]+ $ ]=],
    emit = attribution(15, { transcript = true }),
    examples = {
      { "Reyes: Who was it?\nOkoro: It was me.\nReyes: I knew it.",
        source = "Okoro", content = "It was me." },
      { "Note: Nobody was it.", none = true },
    } },
  { name = "quote-paragraph", priority = 2,
    pattern = [=[ ^ content:@Q $ ]=],
    emit = attribution(2, {
      loose = true, alone = true, act = "assert", polarity = "+",
    }),
    examples = {
      { "“Nobody told me that the boat had left.”", kind = "direct" },
      { "“Nobody told me that the boat had left,” he said.", none = true },
    } },
  -- stays in dialogue only: lib/arbitrate.lua
  { name = "quote-loose", priority = 1,
    pattern = [=[ content:@Q ]=],
    emit = attribution(1, { loose = true, act = "assert", polarity = "+" }),
    examples = {
      { "He rose. “Nobody told me.” He sat down.", none = true },
      { "“Well, who is there?”\n“It is only me.”\n“Who are you?”\n"
        .. "“You know me well.”\n“I do not know.”\n“You know me.”\n"
        .. "He rose. “Then come in at once!” The door swung open.",
        content = "“Then come in at once!”" },
    } },
}
for _, rule in ipairs(rules) do rule.phase = "direct" end
for i, rule in ipairs(english.rules) do table.insert(rules, i, rule) end

return quoth.pack {
  name = "quotes.en", version = 1, lang = "en",
  description = "Direct quotations with their cues and sources.",
  lexicons = english.lexicons,
  define = define,
  phases = phases,
  rules = rules,
  resolve = require("lib.arbitrate").by_rule,
}
