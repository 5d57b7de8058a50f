-- SPDX-License-Identifier: MIT
-- From the words of a source to the person or body they stand for.

local casting = require "lib.cast"
local sources = require "lib.sources"
local story = require "lib.story"

local find_in, add_to, ROLE = casting.find, casting.add, casting.ROLE

-- Heads of phrases that mean a body named before: "the company".
local BODY_NOUN = casting.set {
  "company", "firm", "group", "agency", "organization", "organisation", "union", "party",
  "team", "newspaper", "paper", "bank", "airline", "operator", "manufacturer", "maker",
}

-- ---- One source -------------------------------------------------------------

local function has_role(who, role)
  if who.roles[role] then return true end
  for own in pairs(who.roles) do
    if own:sub(-#role - 1) == " " .. role or role:sub(-#own - 1) == " " .. own then
      return true
    end
  end
  return false
end

local function fits(who, gender)
  local person = who.person or who.name and #who.name > 1 and not who.body
  return person and (not who.gender or who.gender == gender)
end

-- Who was named longer ago than that is not "the minister" any more.
local FAR = 500

-- Number of the last mention before byte `at`, or 0.
local function last_before(mentions, at)
  local low, high = 0, #mentions
  while low < high do
    local middle = (low + high + 1) // 2
    if mentions[middle].at < at then low = middle else high = middle - 1 end
  end
  return low
end

-- The person a "he" or "she" before byte `at` means: who spoke last, else the
-- last one named, from the nearest paragraphs.
local function pronoun(doc, cast, gender, at, last)
  local paragraph = doc:paragraph_at(at)
  local best, best_score
  for i = last_before(cast.mentions, at), 1, -1 do
    local m = cast.mentions[i]
    local away = paragraph - doc:paragraph_at(m.at)
    if away > 3 then break end
    if fits(m.who, gender) then
      local score = -away * 3
      if m.who.gender == gender then score = score + 1 end
      if last and last.who == m.who then score = score + 2 end
      for _, c in ipairs(doc:overlapping("clause", m.at, m.at)) do
        if c.first <= m.at then score = score + 2 break end
      end
      if doc:sentence_at(m.at) == doc:sentence_at(at) then
        score = score - 1
      end
      if #doc:overlapping("quote", m.at, m.at) > 0 then score = score - 3 end
      if not best_score or score > best_score then
        best, best_score = m.who, score
      end
    end
  end
  if best then return best end
  if last and last.who and fits(last.who, gender) then return last.who end
end

-- What "who", "they" and the like mean: the one just named, or who spoke last.
local function other_pronoun(cast, source, at, last)
  if source.pronoun == "who" then
    local m = cast.mentions[last_before(cast.mentions, at)]
    if m and at - m.at < 80 then return m.who.full, "relative", m.who end
  elseif source.plural and source.pronoun ~= "we" and source.pronoun ~= "us"
    and last and last.plural then
    return last.speaker, "pronoun", last.who
  end
  return source.text, "unresolved"
end

-- The nearest mention before `at` that the test accepts.
local function nearest(cast, at, test)
  local last = last_before(cast.mentions, at)
  for i = last, math.max(1, last - FAR), -1 do
    local m = cast.mentions[i]
    if test(m.who) then return m.who end
  end
end

local function named(cast, source)
  local who, how = find_in(cast, source.name)
  if not who and #source.name > 1 and not source.body then
    who, how = add_to(cast, source.name, {}), "name"
  end
  if not who then return nil end
  for _, role in ipairs(source.roles) do
    if not who.body and not source.body then
      who.roles[role] = true
      if ROLE[role].number ~= "pl" then who.person = true end
      local gender = ROLE[role].gender
      if gender and gender ~= "" then who.gender = who.gender or gender end
    end
  end
  if source.body and not who.person then return source.text, how, who end
  return who.full, how, who
end

-- "The minister", "the company", "the official": who was called so before.
local function described(cast, source, at)
  local role = source.roles[1]
  local who = role and (nearest(cast, at, function(w)
    return w.name and w.roles[role]
  end) or nearest(cast, at, function(w)
    return w.name and has_role(w, role)
  end))
  if who then return who.full, "role", who end
  if source.head then
    who = nearest(cast, at, function(w)
      return w.head == source.head and not w.name
        or w.body and w.name and w.name[#w.name]:lower() == source.head
    end)
    if not who and BODY_NOUN[source.head] then
      who = nearest(cast, at, function(w) return w.body end)
    end
    if who then return who.full, "description", who end
  end
end

-- An unnamed speaker is remembered, so that "he" and "the official" find it.
local function unnamed(cast, source, at)
  local role = source.roles[1]
  local who = {
    full = source.text, head = source.head, roles = {},
    person = not source.plural and role ~= nil or nil,
    gender = role and ROLE[role].gender ~= "" and ROLE[role].gender or nil,
  }
  local i = last_before(cast.mentions, at + 1)
  table.insert(cast.mentions, i + 1, { at = at, who = who })
  return source.text, "text", who
end

-- speaker, reason, member of the cast (or nil), the source as read
local function resolve(doc, cast, text, at, last)
  local source = sources.read(text)
  if source.gender then
    local who = pronoun(doc, cast, source.gender, at, last)
    if not who then return source.text, "unresolved", nil, source end
    who.gender = who.gender or source.gender
    return who.full, "pronoun", who, source
  end
  if source.pronoun then
    local speaker, how, who = other_pronoun(cast, source, at, last)
    return speaker, how, who, source
  end
  local speaker, how, who
  if source.name then speaker, how, who = named(cast, source) end
  if not speaker and (source.definite or not text:find("%s")) and not source.plural then
    speaker, how, who = described(cast, source, at)
  end
  if not speaker then speaker, how, who = unnamed(cast, source, at) end
  return speaker, how, who, source
end

-- Who speaks in direct speech under a bare name is a person.
local function learn_persons(doc, cast)
  for a in doc:each "attribution" do
    local text = a:part_text "source"
    if text and doc:kind(a:parts "content") == "direct"
      and not text:lower():find("^the%s") and not text:find(" and ") then
      local source = sources.read(text)
      local who = source.name and not source.body and find_in(cast, source.name)
      if who and not who.body and not who.full:find("^%u%u+$") then who.person = true end
    end
  end
end

-- The one who acts beside a quotation in its paragraph: He nodded. “Yes.”
local function beat(doc, cast, span, last)
  local first, finish = doc:paragraph(doc:paragraph_at(span[1]))
  local best, best_gap
  for _, c in ipairs(doc:overlapping("clause", first, finish)) do
    if #doc:overlapping("quote", c.first, c.first) == 0 then
      local gap = c.first > span[2] and c.first - span[2] or span[1] - c.first
      if not best_gap or gap < best_gap then best, best_gap = c, gap end
    end
  end
  if not best then return end
  local speaker, how, who = resolve(doc, cast, best:text(), best.first, last)
  if who and who.person and how ~= "unresolved" then return speaker, who end
end

-- A quotation without a source: who acts beside it, whose turn it is in a
-- dialogue, or who went on speaking.
local function unsourced(doc, cast, a, turns, last)
  local span = a:parts "content"[1]
  local paragraph = doc:paragraph_at(span[1])
  local speaker, who = beat(doc, cast, span, last)
  if speaker then return speaker, "beat", who end
  local one, two = turns[paragraph - 1], turns[paragraph - 2]
  if one and two and one.speaker ~= two.speaker then
    return two.speaker, "turn", two.who
  end
  local same = turns[paragraph]
  if same then return same.speaker, "continued", same.who end
end

-- Headlines name people by what the text says later of them: they come last.
local function in_order(doc)
  local text, heads = {}, {}
  for a in doc:each "attribution" do
    local first = (a:parts "source"[1] or a:parts "content"[1] or { a.first })[1]
    local head = casting.headline(doc, doc:sentence_at(first))
    local list = head and heads or text
    list[#list + 1] = a
  end
  return text, heads
end

return function(doc)
  local cast = casting.read(doc)
  learn_persons(doc, cast)
  local ids, n_ids, last, turns = {}, 0, nil, {}
  local function id_of(key)
    if not ids[key] then
      n_ids = n_ids + 1
      ids[key] = n_ids
    end
    return ids[key]
  end
  local told = #doc:annotations "dialogue" > 0 and story(doc, id_of) or {}

  local function give(a, at)
    local source, content = a:parts "source", a:parts "content"
    local text = a:part_text "source"
    local speaker, how, who, read
    if text then
      speaker, how, who, read = resolve(doc, cast, text, at or source[1][1], last)
    elseif content[1] and doc:kind(content) == "direct" then
      speaker, how, who = unsourced(doc, cast, a, turns, last)
    end
    if not speaker then return end
    a:set("speaker", speaker)
    a:set("speaker_id", id_of(who or speaker:lower()))
    a:set("resolved_by", how)
    last = { who = who, speaker = speaker, plural = read and read.plural }
    if content[1] then turns[doc:paragraph_at(content[1][1])] = last end
  end

  local text, heads = in_order(doc)
  for _, a in ipairs(text) do if not told[a.id] then give(a) end end
  for _, a in ipairs(heads) do give(a, #doc.text + 1) end
end
