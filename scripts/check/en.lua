-- SPDX-License-Identifier: MIT
-- What a fact-checker sorts attributions by: is it hedged, does it have
-- numbers, comparisons, dates, named parties, and how well it can be checked.

local quoth = require "quoth"

local CONTENT = { "number", "comparison", "date", "name" }
-- What each is worth, and what the act is: nobody can check a question yet.
local POINTS = { number = 3, comparison = 2, date = 1, name = 2 }
local ACT = { assert = 2, deny = 2, accuse = 2, concede = 2, warn = 0 }
local NOT_YET = { ask = true, demand = true, promise = true, predict = true }
local HEDGE = -2

local function mark(kind)
  return { layer = "mark", kind = kind }
end

local function inside(spans, a)
  for _, span in ipairs(spans) do
    if a.first >= span[1] and a.last <= span[2] then return true end
  end
  return false
end

-- The kinds of marks in the content, and the first words that hedge it.
local function marks_of(doc, attribution)
  local content, cue = attribution:parts "content", attribution:parts "cue"
  local has, hedge = {}, nil
  for _, a in ipairs(doc:overlapping("mark", attribution.first,
    attribution.last)) do
    local kind, said = a:get "kind", inside(content, a)
    if kind ~= "hedge" then has[kind] = has[kind] or said
    elseif not hedge and (said or inside(cue, a)) then hedge = a:text() end
  end
  return has, hedge
end

local function points(act, has, hedge)
  if NOT_YET[act] then return 0 end
  local sum = (ACT[act] or 0) + (hedge and HEDGE or 0)
  for _, kind in ipairs(CONTENT) do
    sum = sum + (has[kind] and POINTS[kind] or 0)
  end
  return math.max(sum, 0)
end

local function resolve(doc)
  for a in doc:each "attribution" do
    local has, hedge = marks_of(doc, a)
    local found = {}
    for _, kind in ipairs(CONTENT) do
      if has[kind] then found[#found + 1] = kind end
    end
    if hedge then a:set("hedge", hedge) end
    a:set("check", table.concat(found, " "))
    a:set("checkable", points(a:get "act", has, hedge))
  end
end

return quoth.pack {
  name = "check.en", version = 1, lang = "en",
  description = "How well attributions can be checked. Load it last.",
  lexicons = {
    check = "lexicons/en/check.tsv", month = "lexicons/en/months.tsv",
    day = "lexicons/en/days.tsv",
  },
  phases = { { name = "marks", within = "attribution", control = "all" } },
  rules = {
    { name = "hedge",
      pattern = [=[ $check{hedge} (?! [$month | number]) ]=],
      emit = mark "hedge",
      examples = {
        { "Ms. Okoro said that the dam might break.", layer = "mark",
          count = 1 },
        { "Ms. Okoro said that the dam broke in May 2011.", none = true },
      } },
    { name = "number",
      pattern = [=[ [number & !norm=/(19|20)[0-9][0-9]/]
        | $check{number} | [symbol & text=/[%$€£]/] ]=],
      emit = mark "number",
      examples = {
        { "Ms. Okoro said that 40 houses were lost.", layer = "mark" },
        { "Ms. Okoro said that dozens of houses were lost.", layer = "mark" },
        { "Ms. Okoro said that houses were lost in 2011.", none = true },
      } },
    { name = "comparison",
      pattern = [=[ $check{comparison} ]=],
      emit = mark "comparison",
      examples = {
        { "Ms. Okoro said that rents rose.", layer = "mark" },
        { "Ms. Okoro said that rents are due.", none = true },
      } },
    { name = "date",
      pattern = [=[ [norm=/(19|20)[0-9][0-9]s?/] | $check{date} | [$day]
        | [$month & caps] (?= [number] | "of" | [punct]) | (?<= "in") [$month] ]=],
      emit = mark "date",
      examples = {
        { "Ms. Okoro said that houses were lost in 2011.", layer = "mark" },
        { "Ms. Okoro said that houses may be lost.", none = true },
      } },
    { name = "name",
      -- a single word that starts a sentence may be any word
      pattern = [=[ [caps & word & len>=2 & !sfirst & !$day & !$month]
        | [upper & word & len>=3] ]=],
      emit = mark "name",
      examples = {
        { "She said that Ana Reyes had left.", layer = "mark" },
        { "She said that the guest had left.", none = true },
      } },
  },
  resolve = resolve,
}
