-- SPDX-License-Identifier: MIT
-- Rules propose, this disposes: one attribution a cue, the outermost of
-- nested ones, and sources handed on within a sentence.

local quoth = require "quoth"
local judge = require "lib.judge"

local arbitrate = {}

-- How often a rule is right on news, measured: the confidence of what it makes.
local PRECISION = {}
for _, row in ipairs(quoth.tsv "lexicons/en/precision.tsv") do
  PRECISION[row.entry] = tonumber(row.precision)
end
PRECISION = quoth.constant(PRECISION)

-- What is reported within a report stays when it is that much likelier.
local MARGIN = 0.1

local function overlap(a, b) return a[1] <= b[2] and b[1] <= a[2] end

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

local SETTLED = 100 -- the weight of what an earlier pack has settled

-- Of the proposals with the same cue and content that of the heaviest rule.
local function heaviest(list)
  local best, out = {}, {}
  table.sort(list, better)
  for _, x in ipairs(list) do
    local last = x.content[#x.content]
    local key = last and table.concat({ x.cue[1], x.cue[2], x.content[1][1],
      last[2] }, " ")
    if key and best[key] and x.weight < SETTLED then x.a:remove()
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
---@field weight number       of the rule; SETTLED: not open any more
---@field sentence integer    of the cue

---@return Proposal[]
function arbitrate.collect(doc)
  local list = {}
  for _, x in ipairs(doc:rows("attribution", ROLES, PRIVATE)) do
    local cue = x.cue[1]
    if cue then
      x.cue, x.weight = cue, x.weight or SETTLED
      x.sentence = doc:sentence_at(cue[1])
      list[#list + 1] = x
    end
  end
  list = heaviest(list)
  arbitrate.guess(doc, list)
  return list
end

-- For proposals whose source stands elsewhere: the nearest subject before.
function arbitrate.guess(doc, list)
  local open, subjects = false, {}
  for _, x in ipairs(list) do open = open or x.inherit and #x.source == 0 end
  if not open then return end
  for c in doc:each "clause" do
    local s = doc:sentence_at(c.first)
    subjects[s] = subjects[s] or {}
    table.insert(subjects[s], { c.first, c.last })
  end
  for _, x in ipairs(list) do
    if x.inherit and #x.source == 0 then
      for _, span in ipairs(subjects[x.sentence] or {}) do
        if span[2] < x.cue[1] and not (x.guess and span[2] <= x.guess[2]) then
          x.guess = span
        end
      end
    end
  end
end

-- Lists of those whose cues stand in the same sentence, by its number.
function arbitrate.by_sentence(list)
  local map = {}
  for _, x in ipairs(list) do
    local near = map[x.sentence] or {}
    map[x.sentence] = near
    near[#near + 1] = x
  end
  return map
end

-- What is likely wrong goes; the weight of the others is how likely they are
-- right.
local function judged(doc, list)
  local near, kept, score = arbitrate.by_sentence(list), {}, {}
  for _, x in ipairs(list) do
    if x.weight ~= SETTLED then
      score[x.id] = judge.score(doc, x, near[x.sentence])
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

-- What may overlap stands in a common block of so many bytes.
local BLOCK, NONE = 128, {}

local function enter(blocks, span, x)
  for b = span[1] // BLOCK, span[2] // BLOCK do
    local block = blocks[b]
    if block then block[#block + 1] = x else blocks[b] = { x } end
  end
end

-- Is the cue of `x` free of those that were kept before?
local function is_free(x, blocks)
  local cue, settled = x.cue, x.weight == SETTLED
  for b = cue[1] // BLOCK, cue[2] // BLOCK do
    for _, y in ipairs(blocks[b] or NONE) do
      if y.sentence == x.sentence and overlap(cue, y.cue)
        and not (settled and y.weight == SETTLED) then return false end
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
      enter(blocks, x.cue, x)
      kept[#kept + 1] = x
    else x.a:remove() end
  end
  return kept
end

local function cue_inside(x, y)
  for _, span in ipairs(y.content) do
    if x.cue[1] >= span[1] and x.cue[2] <= span[2] then return true end
  end
  return false
end

-- Attributions by the paragraphs that their cues and contents touch.
local function by_paragraph(doc, list)
  local map = {}
  local function put(x, span, seen)
    for p = doc:paragraph_at(span[1]), doc:paragraph_at(span[2]) do
      if not seen[p] then
        seen[p] = true
        map[p] = map[p] or {}
        table.insert(map[p], x)
      end
    end
  end
  for _, x in ipairs(list) do
    local seen = {}
    put(x, x.cue, seen)
    for _, part in ipairs(x.content) do put(x, part, seen) end
  end
  return map
end

-- What is reported within a report is not reported again.
local function outermost(list)
  table.sort(list, function(x, y)
    if x.first ~= y.first then return x.first < y.first end
    return x.id < y.id
  end)
  local blocks, out = {}, {}
  for _, y in ipairs(list) do
    for _, part in ipairs(y.content) do enter(blocks, part, y) end
  end
  for _, x in ipairs(list) do
    for _, y in ipairs(blocks[x.cue[1] // BLOCK] or NONE) do
      if x ~= y and not y.dropped and cue_inside(x, y)
        and not (cue_inside(y, x) and x.weight > y.weight)
        and not (y.weight < SETTLED and x.weight > y.weight + MARGIN) then
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

-- The last attribution with a source before `x` in its sentence.
local function one_before(x, near)
  local found
  for _, y in ipairs(near) do
    if y.cue[1] < x.cue[1] and #y.source > 0 and not y.noun
      and (not found or y.cue[1] > found.cue[1]) then
      found = y
    end
  end
  return found
end

-- "X did this, saying that": the source is that of the attribution before in
-- the sentence, else the subject before; of "to say" always the latter.
local function hand_on_sources(list)
  table.sort(list, function(x, y) return x.cue[1] < y.cue[1] end)
  local near = arbitrate.by_sentence(list)
  for _, x in ipairs(list) do
    if #x.source == 0 and x.inherit then
      local y = x.form ~= "inf" and one_before(x, near[x.sentence])
      if y then x.source = y.source
      elseif x.guess then x.source = { x.guess } end
      if #x.source > 0 then x.a:set_parts("source", x.source) end
    end
  end
end

-- In dialogue each quotation is an utterance of its own.
local function split_parts(doc, list)
  for _, x in ipairs(list) do
    if #x.content > 1 and doc:kind(x.content) == "direct" then
      for i = 2, #x.content do
        doc:annotate {
          layer = "attribution", content = x.content[i], cue = x.cue,
          source = x.source, act = x.a:get "act",
        }
      end
      x.a:set_parts("content", x.content[1])
    end
  end
end

-- Asked once: a quotation more does not change it.
local function is_direct(doc, x)
  if x.direct == nil then x.direct = #x.content > 0 and doc:kind(x.content) == "direct" end
  return x.direct
end

-- The spans of cues and contents, by block.
local function taken_spans(list)
  local blocks = {}
  for _, x in ipairs(list) do
    enter(blocks, x.cue, x.cue)
    for _, part in ipairs(x.content) do enter(blocks, part, part) end
  end
  return blocks
end

-- Whether the quotation is part of what another attribution says or is cued by.
local function taken(span, blocks)
  for b = span[1] // BLOCK, span[2] // BLOCK do
    for _, other in ipairs(blocks[b] or NONE) do
      if overlap(span, other) then return true end
    end
  end
  return false
end

-- The last attribution that starts in the paragraph before that of `span`.
local function paragraph_before(doc, span, list)
  local paragraph, found = doc:paragraph_at(span[1]), nil
  for _, x in ipairs(list) do
    if x.first < span[1] and doc:paragraph_at(x.last) == paragraph - 1 then
      found = x
    end
  end
  return found
end

-- The last direct attribution before `span` in its paragraph.
local function same_paragraph(doc, span, list)
  local paragraph = doc:paragraph_at(span[1])
  for i = #list, 1, -1 do
    local x = list[i]
    if x.last < span[1] and is_direct(doc, x)
      and doc:paragraph_at(x.last) == paragraph then
      return x
    end
  end
end

local function go_on(x, span)
  x.content[#x.content + 1] = span
  x.last = span[2]
  x.a:set_parts("content", x.content)
end

local function stands_alone(doc, span)
  local first, last = doc:paragraph(doc:paragraph_at(span[1]))
  return span[1] <= first and span[2] >= last
end

-- A sentence of some length, as speech is and a scare quote is not.
local function is_sentence(doc, span)
  local text = doc:sub(span[1], span[2]):gsub("”", '"'):gsub("’", "'")
  return text:find("[.?!][\"']*$") and select(2, text:gsub("%a+", "")) >= 4
end

-- Quotations without a cue; how many stand alone, how many are sentences.
local function without_cue(doc)
  local list, alone, sentences = {}, 0, 0
  for a in doc:each "attribution" do
    if #a:parts "cue" == 0 then
      local span = a:parts "content"[1]
      list[#list + 1] = a
      if stands_alone(doc, span) then alone = alone + 1 end
      if is_sentence(doc, span) then sentences = sentences + 1 end
    end
  end
  return list, alone, sentences
end

-- Words that hardly a news article lacks and stories seldom have.
local NEWS = {
  "%", " percent", " per cent", " spokes", "fficials ", "ampaign", "CEO",
  " million", " reporters ", " researchers ",
}
local WEEKDAY = {
  "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
}
-- Words of stories that news seldom has.
local STORY = {
  " cried", " exclaimed", " murmured", " whispered", " muttered", " inquired",
  " replied", " answered", " sighed", " said he,", " said she,", " said I,", " nodded",
  " smiled", " glanced", " shrugged", " frowned", " grinned", " stared", " stepped",
}

-- Whether the text has at least so many of these words.
local function has(doc, words, enough)
  local n = 0
  for _, word in ipairs(words) do
    if doc.text:find(word, 1, true) then
      n = n + 1
      if n == enough then return true end
    end
  end
  return false
end

local function is_story(doc, mostly_speech)
  if has(doc, NEWS, 1) or doc.text:find("$%d")
    or doc.text:find("%f[%d]20%d%d%f[%D]") then return false end
  return mostly_speech or not has(doc, WEEKDAY, 1) or has(doc, STORY, 2)
    or not doc.text:find("%d")
end

-- Quotations without a cue of their own.  In dialogue each is an utterance;
-- in news one that stands alone goes on with what the paragraph before quoted.
local function loose_quotes(doc, list)
  local loose, alone, sentences = without_cue(doc)
  local direct, transcribed, settled = 0, 0, false
  for _, x in ipairs(list) do
    if is_direct(doc, x) then direct = direct + 1 end
    if x.transcript then transcribed = transcribed + 1 end
    if x.weight == SETTLED then settled = true end
  end
  if #loose == 0 and settled then return end
  local speech = alone > 5 and alone * 2 > direct
  local story = math.max(alone, sentences) + direct > 3
    and transcribed * 4 <= direct and is_story(doc, speech)
  local dialogue = speech or story
  table.sort(list, function(x, y) return x.first < y.first end)
  local near, done, spans = by_paragraph(doc, list), {}, taken_spans(list)
  for _, a in ipairs(loose) do
    local span = a:parts "content"[1]
    local p, single = doc:paragraph_at(span[1]), stands_alone(doc, span)
    local here = near[p] or {}
    if done[span[1]] or taken(span, spans) then a:remove()
    elseif not dialogue then
      local before
      if single then before = paragraph_before(doc, span, near[p - 1] or {})
      elseif is_sentence(doc, span) then
        before = same_paragraph(doc, span, here)
      end
      if before and doc:kind(before.content) ~= "indirect" then
        go_on(before, span)
        enter(spans, span, span)
        near[p] = here
        here[#here + 1] = before
        a:remove()
      elseif not single and not is_sentence(doc, span) then a:remove()
      end
    end
    done[span[1]] = true
  end
  if dialogue then
    split_parts(doc, list)
    if story and not settled then
      doc:annotate { layer = "dialogue", span = { 1, #doc.text } }
    end
  end
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
      or cue:find(" never ", 1, true) or cue:find(" no ", 1, true) or cue:find("^ declined ")
      or cue:find("^ refused ") then
      x.a:set("polarity", "-")
    end
  end
end

local function settle(doc, list)
  list = outermost(one_a_cue(list))
  polarity(doc, list)
  hand_on_sources(list)
  loose_quotes(doc, list)
  questions(doc)
  for a in doc:each "attribution" do
    if PRECISION[a.rule] then a:set("confidence", PRECISION[a.rule]) end
    a:unset(table.unpack(PRIVATE))
  end
end

-- By the weights of the rules alone.
function arbitrate.by_rule(doc)
  settle(doc, transcripts(doc, arbitrate.collect(doc)))
end

-- By how likely each proposal is right.
function arbitrate.by_judge(doc)
  settle(doc, judged(doc, arbitrate.collect(doc)))
end

return arbitrate
