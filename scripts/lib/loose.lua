-- SPDX-License-Identifier: MIT
-- Quotations without a cue of their own: utterances of a dialogue, what goes on
-- with a quotation before, or just words in quotation marks.

local inherit = require "lib.inherit"
local near = require "lib.near"

-- In dialogue each quotation is an utterance of its own.
local function split_parts(doc, list)
  for _, x in ipairs(list) do
    if #x.content > 1 and doc:kind(x.content) == "direct" then
      for i = 2, #x.content do
        doc:annotate {
          layer = "attribution", content = x.content[i], cue = x.cue,
          source = x.source, act = x.a:get "act",
          polarity = x.a:get "polarity",
        }
      end
      x.a:set_parts("content", x.content[1])
    end
  end
end

-- Asked once: a quotation more does not change it.
local function is_direct(doc, x)
  if x.direct == nil then
    x.direct = #x.content > 0 and doc:kind(x.content) == "direct"
  end
  return x.direct
end

-- The spans of cues and contents, by block.
local function taken_spans(list)
  local blocks = {}
  for _, x in ipairs(list) do
    near.enter(blocks, x.cue, x.cue)
    for _, part in ipairs(x.content) do near.enter(blocks, part, part) end
  end
  return blocks
end

-- Whether the quotation is part of what another attribution says or is cued by.
local function taken(span, blocks)
  for b = near.block(span[1]), near.block(span[2]) do
    for _, other in ipairs(blocks[b] or {}) do
      if near.overlap(span, other) then return true end
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
return function(doc, list)
  local loose, alone, sentences = without_cue(doc)
  local direct, transcribed, settled = 0, 0, false
  for _, x in ipairs(list) do
    if is_direct(doc, x) then direct = direct + 1 end
    if x.transcript then transcribed = transcribed + 1 end
    if x.settled then settled = true end
  end
  if #loose == 0 and settled then return end
  local speech = alone > 5 and alone * 2 > direct
  local story = math.max(alone, sentences) + direct > 3
    and transcribed * 4 <= direct and is_story(doc, speech)
  local dialogue = speech or story
  table.sort(list, function(x, y) return x.first < y.first end)
  local around, done = near.by_paragraph(doc, list), {}
  local spans, lent = taken_spans(list), {}
  for _, a in ipairs(loose) do
    local span = a:parts "content"[1]
    local p, single = doc:paragraph_at(span[1]), stands_alone(doc, span)
    local here = around[p] or {}
    if done[span[1]] or taken(span, spans) then a:remove()
    elseif not dialogue then
      local before
      if single then before = paragraph_before(doc, span, around[p - 1] or {})
      elseif is_sentence(doc, span) then
        before = same_paragraph(doc, span, here)
      end
      if before and doc:kind(before.content) ~= "indirect" then
        go_on(before, span)
        near.enter(spans, span, span)
        around[p] = here
        here[#here + 1] = before
        a:remove()
      elseif not single and not is_sentence(doc, span) then a:remove()
      else lent[#lent + 1] = { a, span } end
    end
    done[span[1]] = true
  end
  inherit.lend(doc, lent, list)
  if dialogue then
    split_parts(doc, list)
    if story and not settled then
      doc:annotate { layer = "dialogue", span = { 1, #doc.text } }
    end
  end
end
