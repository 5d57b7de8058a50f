-- SPDX-License-Identifier: MIT
-- Sources that stand elsewhere: the subject of the sentence, or who was quoted
-- before.

local near = require "lib.near"

local inherit = {}

-- Subjects by sentence, in order: those of verbs that are known, and what the
-- sentence begins with.
local function subjects_of(doc)
  local map, lead = {}, {}
  for c in doc:each "clause" do
    local s = doc:sentence_at(c.first)
    map[s] = map[s] or {}
    table.insert(map[s], { c.first, c.last })
  end
  for c in doc:each "lead" do
    local s = doc:sentence_at(c.first)
    local named = c.rule:find "lead%-name$"
    if not lead[s] or named or c.last > lead[s][2] and not lead[s].named then
      lead[s] = { c.first, c.last, named = named }
    end
  end
  return map, lead
end

-- The last of the spans that ends before `at`, the longest of several.
local function last_before(spans, at)
  local found
  for _, span in ipairs(spans or {}) do
    if span[2] < at and not (found and span[2] <= found[2]) then found = span end
  end
  return found
end

local MANY = 64 -- proposals in a sentence: so long a one is no sentence

-- Those that are not within what someone else says before in the sentence.
local function outside(spans, x, others)
  if #others > MANY then return spans end
  local out = {}
  for _, span in ipairs(spans or {}) do
    local inside = false
    for _, y in ipairs(others) do
      if y.cue[2] < x.cue[1] and near.within(span, y.content) then
        inside = true
        break
      end
    end
    if not inside then out[#out + 1] = span end
  end
  return out
end

local function first_after(spans, at)
  for _, span in ipairs(spans or {}) do
    if span[1] > at then return span end
  end
end

local function is_open(x) return x.inherit and #x.source == 0 end

-- What the source of a proposal may be, should nothing better turn up: the
-- nearest subject before; "Citing X, Reyes left": the one after.
function inherit.guess(doc, list)
  local any = false
  for _, x in ipairs(list) do any = any or is_open(x) end
  if not any then return end
  local subjects, lead = subjects_of(doc)
  local sentences = near.by_sentence(list)
  for _, x in ipairs(list) do
    if is_open(x) then
      local own, first = subjects[x.sentence], lead[x.sentence]
      local free = x.form ~= "inf" and own
        and outside(own, x, sentences[x.sentence])
      local before = first and first[2] < x.cue[1] and first
      x.guess = free and last_before(free, x.cue[1])
        or free and before
        or last_before(own, x.cue[1])
        or before
        or x.form == "ing" and (first or first_after(own, x.cue[2])) or nil
    end
  end
end

-- Is the cue of `y` within what someone says, who says nothing of `x`?
local function is_told(y, x, others)
  if #others > MANY then return false end
  for _, z in ipairs(others) do
    if z ~= y and near.within(y.cue, z.content)
      and not near.within(x.cue, z.content) then return true end
  end
  return false
end

-- The last attribution with a source before `x` in its sentence: "He said she
-- refused to go, adding that" goes on with him.
local function one_before(x, others)
  local found
  for _, y in ipairs(others) do
    if y.cue[1] < x.cue[1] and #y.source > 0 and not y.noun
      and (not found or y.cue[1] > found.cue[1])
      and not is_told(y, x, others) then
      found = y
    end
  end
  return found
end

-- "X did this, saying that": the source is that of the attribution before in
-- the sentence, else the subject before; of "to say" always the latter.
function inherit.hand_on(list)
  table.sort(list, function(x, y) return x.cue[1] < y.cue[1] end)
  local sentences = near.by_sentence(list)
  for _, x in ipairs(list) do
    if #x.source == 0 and x.inherit then
      local y = x.form ~= "inf" and one_before(x, sentences[x.sentence])
      if y then x.source = y.source
      elseif x.guess then x.source = { x.guess } end
      if #x.source > 0 then x.a:set_parts("source", x.source) end
    end
  end
end

-- Give quotations without a cue, {annotation, span} each, the subject of their
-- sentence, else the source of the attribution before in the paragraph.
function inherit.lend(doc, loose, list)
  if #loose == 0 then return end
  local subjects, lead = subjects_of(doc)
  table.sort(list, function(x, y) return x.first < y.first end)
  for _, q in ipairs(loose) do
    local a, span = q[1], q[2]
    local s = doc:sentence_at(span[1])
    local source = last_before(subjects[s], span[1])
      or lead[s] and lead[s][2] < span[1] and lead[s]
      or first_after(subjects[doc:sentence_at(span[2])], span[2])
    local own = doc:paragraph_at(span[1])
    for i = #list, 1, -1 do
      local x = list[i]
      if source or doc:paragraph_at(x.first) < own then break end
      if x.first < span[1] and #x.source > 0 then source = x.source[1] end
    end
    if source then a:set_parts("source", source) end
  end
end

return inherit
