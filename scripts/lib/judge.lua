-- SPDX-License-Identifier: MIT
-- How likely a proposal of the rules is right: a sum of weights, one a fact
-- about it.  The weights stand in lexicons/en/weights.tsv, learnt from marked
-- news by tests/eval/weigh.py, which gets the same facts by `expose`.

local quoth = require "quoth"
local near = require "lib.near"

local judge = {
  LEAST = -68, -- what scores less is dropped
}

-- Facts of two values, the first of which has no spaces, or the second.
local FIRST = { class = true, ["form word"] = true }
local SECOND = { guess = true }

-- The two values of a fact that are written with a space between; or one.
local function parts(fact, value)
  if FIRST[fact] or fact:find "^rule " then return value:match "^(%S*) (.*)$" end
  if SECOND[fact] or fact:find "^lemma " then return value:match "^(.*) (%S*)$" end
  return value
end

-- WEIGHT[fact][value], or WEIGHT[fact][first][second] of facts of two values,
-- in hundredths of a logit
local WEIGHT = {}
for _, row in ipairs(quoth.tsv "lexicons/en/weights.tsv") do
  local first, second = parts(row.entry, row.value)
  local of = WEIGHT[row.entry] or {}
  WEIGHT[row.entry] = of
  if second then
    of[first] = of[first] or {}
    of[first][second] = tonumber(row.weight)
  else of[first] = tonumber(row.weight) end
end
WEIGHT = quoth.constant(WEIGHT)

local PRONOUN = {}
for w in ([[he she they it we i you who which that this these those him her
  them us his its their]]):gmatch "%a+" do PRONOUN[w] = w end

-- How long, in tokens, by steps that grow.
local function step(n)
  if n <= 3 then return tostring(n) end
  if n <= 5 then return "4" end
  if n <= 8 then return "6" end
  if n <= 14 then return "9" end
  if n <= 25 then return "15" end
  return "26"
end

local function tokens(doc, span) return doc:token_range(span[1], span[2]) end

-- What kind of word a token is, where the word itself would say too much.
local function look(doc, i)
  local caps = doc:caps(i)
  if doc:class(i) ~= "word" then return doc:class(i) or "end" end
  return caps == "lower" and "lower" or caps == "none" and "none" or "caps"
end

local function source_facts(doc, x, put)
  local span = x.source[1] or x.guess
  if not span then
    put("source", "none")
    put("rule source", x.rule, "none")
    return "none"
  end
  local first, last = tokens(doc, span)
  local head = doc:norm(last)
  local kind = first == last and PRONOUN[head] or look(doc, last)
  put("source", kind)
  put("rule source", x.rule, kind)
  put("source first", doc:norm(first))
  put("source length", step(last - first + 1))
  put("before source", doc:norm(first - 1) or "^")
  if x.guess then put("guess", kind, x.form or "") end
  if span[2] < x.cue[1] then
    local cue = x.cue_first
    put("gap", step(cue - last - 1))
  else put("gap", "after") end
  return kind
end

local function cue_facts(doc, x, put)
  local first, last = x.cue_first, x.cue_last
  local lemma = x.lemma or doc:norm(last)
  put("lemma", lemma)
  put("rule lemma", x.rule, lemma)
  if x.form then put("lemma form", lemma, x.form) end
  put("form word", x.form or "", doc:norm(first))
  put("cue length", step(last - first + 1))
  put("before cue", doc:norm(first - 1) or "^")
  if last > first then put("cue first", doc:norm(first)) end
  return lemma
end

local function content_facts(doc, x, lemma, put)
  local span = x.content[1]
  if not span then return end
  local first, last = tokens(doc, span)
  local word, n = doc:norm(first), 0
  for _, part in ipairs(x.content) do
    local a, b = tokens(doc, part)
    n = n + b - a + 1
  end
  put("content first", word)
  put("rule content", x.rule, look(doc, first))
  put("lemma content", lemma, look(doc, first))
  put("content last", look(doc, last))
  put("length", step(n))
  put("rule length", x.rule, step(n))
  local _, stop = tokens(doc, x.content[#x.content])
  put("after", doc:norm(stop + 1) or "$")
end

local function place_facts(doc, x, others, put)
  if not others.first then -- of the sentence
    others.first, others.last = doc:token_range(doc:sentence(x.sentence))
  end
  local a, b = others.first, others.last
  put("sentence", step(b - a + 1))
  put("end", doc:norm(b) or "$")
  local cue = x.cue_first
  put("place", step(cue - a))
end

-- What touches stands in a common block of so many bytes; only of many
-- proposals in one sentence is it worth the lists.
local BLOCK, MANY = 256, 64

local function each_block(x, visit)
  for b = x.cue[1] // BLOCK, x.cue[2] // BLOCK do visit(b) end
  for _, part in ipairs(x.content) do
    for b = part[1] // BLOCK, part[2] // BLOCK do visit(b) end
  end
end

local function blocks_of(list)
  local blocks = {}
  for i, y in ipairs(list) do
    each_block(y, function(b)
      blocks[b] = blocks[b] or {}
      table.insert(blocks[b], i)
    end)
  end
  return blocks
end

-- Of a sentence's proposals those that may touch `x`, in their order.
local function around(x, list)
  if #list <= MANY then return list end
  list.blocks = list.blocks or blocks_of(list)
  local numbers, seen = {}, {}
  each_block(x, function(b)
    for _, i in ipairs(list.blocks[b]) do
      if not seen[i] then
        seen[i] = true
        numbers[#numbers + 1] = i
      end
    end
  end)
  table.sort(numbers)
  local out = {}
  for k, i in ipairs(numbers) do out[k] = list[i] end
  return out
end

-- The heaviest of other proposals around.
local function rival_facts(x, others, put)
  local rival, outer, inner
  for _, y in ipairs(around(x, others)) do
    if y ~= x then
      if near.overlap(x.cue, y.cue) then
        if not rival or y.weight > rival.weight then rival = y end
      elseif near.within(x.cue, y.content) then
        if not outer or y.weight > outer.weight then outer = y end
      elseif near.within(y.cue, x.content) then
        if not inner or y.weight > inner.weight then inner = y end
      end
    end
  end
  put("rival", rival and rival.rule or "none")
  put("outer", outer and (outer.rule or "settled") or "none")
  put("inner", inner and (inner.rule or "settled") or "none")
end

-- Call put(fact, value) or put(fact, first, second) for all that is looked at.
local function facts(doc, x, others, put)
  x.cue_first, x.cue_last = tokens(doc, x.cue)
  put("rule", x.rule)
  put("class", x.class or "none", x.rule)
  local lemma = cue_facts(doc, x, put)
  local kind = source_facts(doc, x, put)
  put("lemma source", lemma, kind)
  content_facts(doc, x, lemma, put)
  place_facts(doc, x, others, put)
  rival_facts(x, others, put)
end

-- In hundredths of a logit: above 0 is more likely right than wrong.
function judge.score(doc, x, others)
  local sum = 0
  facts(doc, x, others, function(fact, value, second)
    local of = WEIGHT[fact]
    local weight = of and of[value]
    if second then weight = weight and weight[second] end
    if weight then sum = sum + weight end
  end)
  return sum
end

-- The facts as a feature of the annotation, to learn weights from.
function judge.facts(doc, x, others)
  local out = {}
  facts(doc, x, others, function(fact, value, second)
    if second then value = value .. " " .. second end
    out[#out + 1] = fact .. "\t" .. value
  end)
  return table.concat(out, "\n")
end

return judge
