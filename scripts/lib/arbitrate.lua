-- SPDX-License-Identifier: MIT
-- Rules propose, this disposes: one attribution a cue, the outermost of
-- nested ones, and sources handed on within a sentence.

local quoth = require "quoth"
local inherit = require "lib.inherit"
local judge = require "lib.judge"
local loose_quotes = require "lib.loose"
local near = require "lib.near"

local arbitrate = {}

-- How often a rule is right on news, measured: the confidence of what it makes.
local PRECISION = {}
for _, row in ipairs(quoth.tsv "lexicons/en/precision.tsv") do
  PRECISION[row.entry] = tonumber(row.precision)
end
PRECISION = quoth.constant(PRECISION)

-- What is reported within a report stays when it is that much likelier.
local MARGIN = 0.1

local function better(x, y)
  if x.weight ~= y.weight then return x.weight > y.weight end
  if x.first ~= y.first then return x.first < y.first end
  if x.last ~= y.last then return x.last > y.last end
  return x.id < y.id
end

local ROLES = { "cue", "content", "source" }
-- Features by which rules talk to this file; readers never see them.
local PRIVATE = {
  "weight", "inherit", "noun", "loose", "transcript", "lemma", "class", "form",
}

-- "He said it would hold “for ever”", "was ready to debate “anything”": within a
-- report, such words quote nobody but him.
local UNSAID = { to = true, would = true }

local SETTLED = 100 -- the weight of what an earlier pack has settled

-- Of the proposals with the same cue and content that of the heaviest rule.
local function heaviest(list)
  local best, out = {}, {}
  table.sort(list, better)
  for _, x in ipairs(list) do
    local last = x.content[#x.content]
    local key = last and table.concat({ x.cue[1], x.cue[2], x.content[1][1],
      last[2] }, " ")
    if key and best[key] and not x.settled then x.a:remove()
    else
      if key then best[key] = true end
      out[#out + 1] = x
    end
  end
  return out
end

---@class Proposal           what a rule proposes, read once
---@field a quoth.Annotation
---@field cue quoth.Span
---@field content quoth.Span[]
---@field source quoth.Span[]
---@field weight number       of the rule, then how likely it is right
---@field settled boolean     by an earlier pack
---@field unsaid boolean?     settled, but of words only to be said: see UNSAID
---@field sentence integer    of the cue

---@return Proposal[]
function arbitrate.collect(doc)
  local list = {}
  for _, x in ipairs(doc:rows("attribution", ROLES, PRIVATE)) do
    local cue = x.cue[1]
    if cue then
      x.cue, x.settled = cue, x.weight == nil
      x.weight = x.weight or SETTLED
      x.unsaid = x.settled and UNSAID[doc:norm(doc:token_at(cue[1]))]
      x.sentence = doc:sentence_at(cue[1])
      list[#list + 1] = x
    end
  end
  list = heaviest(list)
  inherit.guess(doc, list)
  return list
end

-- What is likely wrong goes; the weight of the others is how likely they are
-- right.
local function judged(doc, list)
  local sentences, kept, score = near.by_sentence(list), {}, {}
  for _, x in ipairs(list) do
    if not x.settled then
      score[x.id] = judge.score(doc, x, sentences[x.sentence])
    end
  end
  for _, x in ipairs(list) do
    local likely = score[x.id]
    if likely and likely < judge.LEAST then x.a:remove()
    else
      x.weight = likely and likely / 1000 or SETTLED
      kept[#kept + 1] = x
    end
  end
  return kept
end

local NONE = {}

-- Is the cue of `x` free of those that were kept before?
local function is_free(x, blocks)
  local cue = x.cue
  for b = near.block(cue[1]), near.block(cue[2]) do
    for _, y in ipairs(blocks[b] or NONE) do
      if y.sentence == x.sentence and near.overlap(cue, y.cue)
        and not (x.settled and y.settled) then return false end
    end
  end
  return true
end

-- Of the proposals that share a cue the best one stays.
local function one_a_cue(list)
  table.sort(list, better)
  local kept, blocks = {}, {}
  for _, x in ipairs(list) do
    if is_free(x, blocks) then
      near.enter(blocks, x.cue, x)
      kept[#kept + 1] = x
    else x.a:remove() end
  end
  return kept
end

-- What is reported within a report is not reported again.
local function outermost(list)
  table.sort(list, function(x, y)
    if x.first ~= y.first then return x.first < y.first end
    return x.id < y.id
  end)
  local blocks, out = {}, {}
  for _, y in ipairs(list) do
    for _, part in ipairs(y.content) do near.enter(blocks, part, y) end
  end
  for _, x in ipairs(list) do
    for _, y in ipairs(blocks[near.block(x.cue[1])] or NONE) do
      if x ~= y and not y.dropped and near.within(x.cue, y.content)
        and not (near.within(y.cue, x.content) and x.weight > y.weight)
        and (x.unsaid or y.settled or x.weight <= y.weight + MARGIN) then
        x.dropped = true
        break
      end
    end
  end
  for _, x in ipairs(list) do
    if x.dropped then x.a:remove() else out[#out + 1] = x end
  end
  return out
end

-- "Name: words" is a transcript where names take turns, else just a colon.
local function transcripts(doc, list)
  local turns, n = {}, 0
  for _, x in ipairs(list) do
    if x.transcript then
      local name = doc:sub(x.source[1][1], x.source[1][2])
      turns[name] = (turns[name] or 0) + 1
      n = n + 1
    end
  end
  local out = {}
  for _, x in ipairs(list) do
    local name = x.transcript and doc:sub(x.source[1][1], x.source[1][2])
    if name and (n < 3 or turns[name] == n) then x.a:remove()
    else out[#out + 1] = x end
  end
  return out
end

-- Words that end in a question mark ask, whatever the cue says of them.
local function questions(doc)
  for a in doc:each "attribution" do
    local content = a:parts "content"
    local last = content[#content]
    if last and a:get "act" == "assert" and (#a:parts "cue" == 0
      or a:get "transcript" or doc:kind(content) == "direct") then
      local text = doc:sub(last[1], last[2]):gsub("”", '"'):gsub("’", "'")
      if text:find("%?[\"']*$") then a:set("act", "ask") end
    end
  end
end

-- What a cue says not to have been said is told with the other sign.
local function polarity(doc, list)
  for _, x in ipairs(list) do
    local cue = doc:sub(x.cue[1], x.cue[2]):lower():gsub("’", "'")
    local before = x.noun and doc:norm(doc:token_at(x.cue[1]) - 1)
    cue = " " .. (before or "") .. " " .. cue .. " "
    if cue:find(" not ", 1, true) or cue:find("n't ", 1, true)
      or cue:find(" never ", 1, true) or cue:find(" no ", 1, true)
      or cue:find("^ declined ") or cue:find("^ refused ") then
      x.a:set("polarity", "-")
    end
  end
end

local function settle(doc, list)
  list = outermost(one_a_cue(list))
  polarity(doc, list)
  inherit.hand_on(list)
  loose_quotes(doc, list)
  questions(doc)
  for a in doc:each "attribution" do
    if PRECISION[a.rule] then a:set("confidence", PRECISION[a.rule]) end
    a:unset(table.unpack(PRIVATE))
  end
end

-- Words between marks that two rules give to two cues go to the heavier one:
-- "it would hold “for ever,” he said".
local function one_a_quote(list)
  local best, out = {}, {}
  for _, x in ipairs(list) do
    for _, part in ipairs(x.content) do
      local y = best[part[1]]
      if not y or better(x, y) then best[part[1]] = x end
    end
  end
  for _, x in ipairs(list) do
    local only = #x.content == 1 and best[x.content[1][1]]
    if only and only ~= x and only.weight > x.weight then x.a:remove()
    else out[#out + 1] = x end
  end
  return out
end

-- By the weights of the rules alone.
function arbitrate.by_rule(doc)
  settle(doc, one_a_quote(transcripts(doc, arbitrate.collect(doc))))
end

-- By how likely each proposal is right.
function arbitrate.by_judge(doc)
  settle(doc, judged(doc, arbitrate.collect(doc)))
end

return arbitrate
