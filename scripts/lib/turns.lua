-- SPDX-License-Identifier: MIT
-- The turns of a dialogue, and what tells who speaks in each: the source, who
-- acts beside it, whom it calls by name.

local quoth = require "quoth"
local casting = require "lib.cast"
local characters = require "lib.characters"
local narration = require "lib.narration"

local set, clash = casting.set, characters.clash

-- What each kind of evidence weighs; see docs/english.md.
local W = {}
for _, row in ipairs(quoth.tsv "lexicons/en/turns.tsv") do
  W[row.entry] = tonumber(row.weight)
end
W = quoth.constant(W)

-- ---- Turns ------------------------------------------------------------------

-- Number of the first mention that begins at byte `at` or after it.
local function first_at(list, at)
  local low, high = 1, #list + 1
  while low < high do
    local middle = (low + high) // 2
    if list[middle].first < at then low = middle + 1 else high = middle end
  end
  return low
end

-- The mentions in bytes first … last of the narration, or of what is spoken.
local function narrated(cast, first, last, spoken)
  local out, list = {}, cast.mentions
  for k = first_at(list, first), #list do
    local m = list[k]
    if m.first > last then break end
    if (m.quoted ~= nil) == (spoken == true) then out[#out + 1] = m end
  end
  return out
end

-- The mention that the words of a source hold: of "my brother's wife" the
-- wife, of "the voice of John Reed" John Reed.
local function mention_in(cast, first, last)
  local list = narrated(cast, first, last)
  local found
  for k, m in ipairs(list) do
    if m.name or m.noun then
      local after = list[k + 1]
      local owns = after and after.owner_at == m.last + 1 and after.noun
      if not owns and not (m.noun == "voice" and after) then
        if m.noun == "voice" and m.owner then
          return { who = m.owner, noun = "any", first = m.first, last = m.last }
        end
        return m
      end
      found = m
    end
  end
  return found or list[1]
end

-- A source that no list knows is a character of its own.
local NOBODY = set { "it", "you", "this", "that", "who", "which", "all", "one" }

local function made_up(cast, a, source)
  if NOBODY[a:part_text "source":lower()] then return nil end
  local text = a:part_text "source":gsub("%s+", " "):gsub(",.*$", "")
  if #text > 60 then return nil end
  local head = text:lower():gsub("^the ", ""):gsub("^an? ", "")
  local who = cast.heads[head]
    or characters.new(cast, { text = text, head = head, thing = true })
  return { who = who, noun = "role", first = source[1], last = source[2] }
end

local PLURAL = set { "they", "we", "both", "all", "others" }

local function source_of(cast, a)
  local source = a:parts "source"[1]
  if not source then return nil end
  if PLURAL[a:part_text "source":lower()] then return nil, true end
  return mention_in(cast, source[1], source[2]) or made_up(cast, a, source)
end

-- Whether a quotation goes on with the turn before: same paragraph, and no
-- other source.
local function same_turn(doc, turn, span, source, paragraph)
  if not turn or turn.paragraph ~= paragraph then return false end
  local between = doc:sub(turn.last + 1, span[1] - 1)
  if not between:find("%a") then return false end
  local other = turn.source
  if not source or not other then return not (source and turn.goes_on) end
  if source.who == other.who then return true end
  if source.pronoun and source.gender then
    return source.first > other.first and not clash(other.who or {}, source.gender)
  end
  return false
end

-- First bytes of quotations that go on with one of the paragraph before.
local function continuing(doc)
  local out = {}
  for _, q in ipairs(doc:quotations()) do
    if q.continued then out[q.first] = true end
  end
  return out
end

local function add_quote(doc, cast, turns, a, goes_on)
  local content = a:parts "content"
  local span = { content[1][1], content[#content][2] }
  local source, plural = source_of(cast, a)
  local paragraph = doc:paragraph_at(span[1])
  local turn = turns[#turns]
  if not same_turn(doc, turn, span, source, paragraph) then
    turn = {
      first = span[1], paragraph = paragraph, list = {}, spans = {},
      goes_on = goes_on[span[1]],
    }
    turns[#turns + 1] = turn
  end
  turn.last = span[2]
  turn.end_paragraph = doc:paragraph_at(span[2])
  turn.list[#turn.list + 1] = a
  for _, part in ipairs(content) do turn.spans[#turn.spans + 1] = part end
  turn.plural = turn.plural or plural
  if source and (not turn.source or turn.source.pronoun and not source.pronoun) then
    turn.source = source
  end
end

local function read_turns(doc, cast)
  local list = {}
  for a in doc:each "attribution" do
    local content = a:parts "content"
    if content[1] and doc:kind(content) == "direct" then list[#list + 1] = a end
  end
  table.sort(list, function(x, y)
    return x:parts "content"[1][1] < y:parts "content"[1][1]
  end)
  local turns, goes_on = {}, continuing(doc)
  for _, a in ipairs(list) do add_quote(doc, cast, turns, a, goes_on) end
  for _, turn in ipairs(turns) do
    table.sort(turn.spans, function(x, y) return x[1] < y[1] end)
  end
  return turns
end

-- ---- Evidence ---------------------------------------------------------------

local function add(turn, who, weight, why)
  if not who or weight == 0 then return end
  local e = turn.evidence[who]
  if not e then e = { sum = 0 } turn.evidence[who] = e end
  e.sum = e.sum + weight
  if weight > 0 and (not e.best or weight > e.best) then e.best, e.why = weight, why end
end

local function from_source(turn)
  local m = turn.source
  if not m then return end
  if m.pronoun or m.guessed then
    turn.gender = m.gender
    add(turn, m.who, m.guessed and W.guessed or W.antecedent, m.pronoun and "pronoun"
      or "description")
  elseif m.narrator then
    turn.fixed, turn.why = m.who, "narrator"
  else
    turn.fixed, turn.why = m.who, m.name and "name" or "description"
  end
end

-- Who acts in the narration beside the quotation: He nodded. “Yes.”
local function from_beat(turn, m, weight)
  if turn.fixed or not m then return end
  if m.pronoun then
    if not turn.gender then turn.beat_gender = m.gender end
    weight = weight * W.beat_pronoun
  end
  add(turn, m.who, weight, "beat")
end

local function in_spans(spans, at)
  local low, high = 0, #spans
  while low < high do
    local middle = (low + high + 1) // 2
    if spans[middle][1] <= at then low = middle else high = middle - 1 end
  end
  return low > 0 and at <= spans[low][2]
end

-- The subject of the last sentence (or the first one) of a stretch of narration.
local function subject_of(list, from_end)
  local sentence = list[from_end and #list or 1]
  sentence = sentence and sentence.sentence
  for _, m in ipairs(list) do
    if m.subject and m.sentence == sentence and not (m.noun == "voice" and m.owner) then
      return m
    end
  end
end

-- Whether the words between a quotation and a mention make it the speaker:
-- “Why,” he went on; “No!” interposed the nurse.
local function is_tag(doc, span, m)
  local between = doc:sub(span[2] + 1, m.first - 1)
  if between:find("^%s+%l+ed%s+$") then return true end
  if between:find("%S") then return false end
  return m.pronoun and doc:sub(m.first, m.first):find("%l") ~= nil
    or doc:sub(span[2] - 4, span[2]):find(",[\"'”’]+$") ~= nil
end

local function tag_after(doc, turn, tail)
  for k = 1, math.min(3, #tail) do
    local m = tail[k]
    for i = #turn.spans, 1, -1 do
      local span = turn.spans[i]
      if span[2] < m.first then
        if m.first - span[2] < 30 and is_tag(doc, span, m) then return m end
        break
      end
    end
  end
end

-- Who is spoken to: “Why?” she said to Lucy.
local function from_addressee(cast, turn, list)
  local t = cast.tokens
  for k, m in ipairs(list) do
    local before = m.token and t.norm[m.token - 1]
    if k > 1 and before == "to" and m.sentence == list[1].sentence then
      add(turn, m.who, W.calls)
      if m.who then turn.calls[m.who] = true end
    end
  end
end

-- The narration before, between and after the quotations of the paragraph.
local function from_paragraph(doc, cast, turn, before, after)
  local first, last = doc:paragraph(turn.paragraph)
  if before and before.paragraph == turn.paragraph then first = before.last + 1 end
  if after and after.paragraph == turn.paragraph then last = after.first - 1 end
  local tail = {}
  for _, part in ipairs(narrated(cast, turn.first, last)) do
    local theirs = after and after.source
    if not in_spans(turn.spans, part.first)
      and not (theirs and theirs.sentence == part.sentence and part.first > turn.last) then
      tail[#tail + 1] = part
    end
  end
  local m = not turn.source and tag_after(doc, turn, tail)
  if m then
    turn.source = m
    from_source(turn)
  else
    m = subject_of(tail, false)
    if m and turn.source ~= m then from_beat(turn, m, W.beat_after) end
  end
  from_addressee(cast, turn, tail)
  local lead = doc:sub(first, turn.first - 1)
  local weight = lead:find("[:,—-]%s*$") and W.beat_colon or W.beat_before
  m = subject_of(narrated(cast, first, turn.first - 1), true)
  if turn.source ~= m then from_beat(turn, m, weight) end
end

-- The paragraph of narration before the quotation.
local function from_lead(doc, cast, turn, before)
  local p = turn.paragraph - 1
  local first, last = doc:paragraph(p)
  if not first or before and before.end_paragraph >= p or turn.fixed then return end
  local list = narrated(cast, first, last)
  local m = subject_of(list, true)
  local text = doc:sub(first, last)
  if text:find("[:,—-]%s*$") then
    if m then from_beat(turn, m, W.lead_colon) end
    return
  end
  from_beat(turn, m or subject_of(list, false), last - first < 150 and W.lead_short or W.lead)
  for _, other in ipairs(list) do
    add(turn, other.who, W.lead_named, "turn")
    if other.noun == "voice" and other.owner then
      add(turn, other.owner, W.lead_voice, "beat")
    end
  end
end

-- Words that call somebody of that sex: "Yes, sir."
local CALL = {
  sir = "m", miss = "f", ["ma'am"] = "f", madam = "f", papa = "m", father = "m",
  mother = "f", mamma = "f", aunt = "f", uncle = "m", boy = "m", lad = "m", son = "m",
  pop = "m", madame = "f", monsieur = "m",
}

-- Names within the words: whom they call does not speak, nor does who is named.
local function from_words(cast, turn)
  for _, m in ipairs(narrated(cast, turn.first, turn.last, true)) do
    if m.name and m.who and in_spans(turn.spans, m.first) then
      if m.call then
        turn.calls[m.who] = true
        m.who.called = (m.who.called or 0) + 1
        add(turn, m.who, W.calls)
      else add(turn, m.who, W.names) end
    end
  end
end

local function from_calls(doc, cast, turn, roles)
  local t = cast.tokens
  for _, span in ipairs(turn.spans) do
    local first, last = doc:token_range(span[1], span[2])
    for i = first, last do
      local word = t.norm[i]
      local called = CALL[word] or roles[word]
      if called and narration.is_call(t, i, i) then
        turn.call_gender = CALL[word]
        if roles[word] then
          turn.calls[roles[word]] = true
          add(turn, roles[word], W.calls)
        end
      end
    end
  end
end

-- The narrator goes by the name that is called before or after "I" speaks,
-- if nobody who acts in the story has it.
local function name_narrator(cast, turns)
  local narrator, calls, best = cast.narrator, {}, nil
  for k, turn in ipairs(turns) do
    for who in pairs(turn.calls) do
      local before, after = turns[k - 1], turns[k + 1]
      if before and before.fixed == narrator or after and after.fixed == narrator then
        calls[who] = (calls[who] or 0) + 1
      end
    end
  end
  for _, who in ipairs(cast.list) do
    if calls[who] and not who.acts and calls[who] > (calls[best] or 1) then
      best = who
    end
  end
  if not best then return end
  narrator.name, narrator.low, narrator.bare = best.name, best.low, true
  for _, turn in ipairs(turns) do
    turn.evidence[narrator], turn.evidence[best] = turn.evidence[best], nil
    turn.calls[narrator], turn.calls[best] = turn.calls[best], nil
  end
end

-- Who is called by what they are: "Yes, doctor."
local function by_role(cast)
  local out = {}
  for _, who in ipairs(cast.list) do
    if who.head and not who.thing and not out[who.head] then out[who.head] = who end
    for role in pairs(who.roles) do out[role] = out[role] or who end
  end
  return out
end

local function weigh(doc, cast, turns)
  local roles = by_role(cast)
  for k, turn in ipairs(turns) do
    turn.evidence, turn.calls = {}, {}
    from_source(turn)
    from_words(cast, turn)
    from_calls(doc, cast, turn, roles)
    from_paragraph(doc, cast, turn, turns[k - 1], turns[k + 1])
    from_lead(doc, cast, turn, turns[k - 1])
  end
  if cast.narrator then name_narrator(cast, turns) end
end

---@class Turn
---@field list quoth.Annotation[]  its attributions
---@field spans quoth.Span[]       what is said
---@field first integer            byte
---@field last integer
---@field paragraph integer        of its first words
---@field end_paragraph integer
---@field source? Mention
---@field fixed? Character         the source leaves no doubt
---@field evidence table<Character, {sum: number, best: number?, why: string?}>
---@field calls table<Character, true>   who is called by name
---@field gender? "m"|"f"          of the source
---@field beat_gender? "m"|"f"     of who acts beside it
---@field call_gender? "m"|"f"     of who is called: "Yes, sir."

---@param doc quoth.Doc
---@param cast Cast                of lib/characters.lua
---@return Turn[]
local function read(doc, cast)
  local turns = read_turns(doc, cast)
  weigh(doc, cast, turns)
  return turns
end

return { read = read, narrated = narrated, W = W }
