-- SPDX-License-Identifier: MIT
-- From the words of a source to the person or body they stand for.

local casting = require "lib.cast"

local words, bare, capital = casting.words, casting.bare, casting.capital
local is_title, find_in, add_to = casting.is_title, casting.find, casting.add
local GIVEN, ROLE, NATION = casting.GIVEN, casting.ROLE, casting.NATION
local LOWER_OK, NOT_NAME = casting.LOWER_OK, casting.NOT_NAME

local GENDER = { he = "m", she = "f", him = "m", her = "f", his = "m" }
local PLURAL = {
  they = true, them = true, their = true, we = true, our = true, us = true,
}

-- ---- One source -------------------------------------------------------------

-- The last run of capitalised words before a comma or relative clause.
local function name_in(text)
  local head = text:gsub(",.*$", ""):gsub("%s+who%s.*$", "")
  local best, run = nil, {}
  local list = words(head)
  for i = 1, #list + 1 do
    local word = list[i]
    local plain = word and bare(word)
    if word and plain ~= "" and (capital(plain) and not NOT_NAME[plain:lower()]
      and not is_title(plain) or #run > 0 and LOWER_OK[plain]) then
      run[#run + 1] = plain
    else
      if #run > 0 then best = run end
      run = {}
    end
  end
  while best and #best > 1 and (NATION[best[1]:lower()]
    or ROLE[best[1]:lower()]) do
    table.remove(best, 1)
  end
  return best
end

local function role_in(text)
  local low = text:lower():gsub("^the%s+", ""):gsub("^a%s+", "")
    :gsub(",.*$", "")
  if ROLE[low] then return low, ROLE[low] end
  local last = low:match("([%w-]+ [%w-]+)$")
  if last and ROLE[last] then return last, ROLE[last] end
  last = low:match("([%w-]+)$")
  if last and ROLE[last] then return last, ROLE[last] end
end

local function has_role(who, role)
  if who.roles[role] then return true end
  for own in pairs(who.roles) do
    if own:sub(-#role - 1) == " " .. role then return true end
  end
  return false
end

local function fits(who, gender)
  return who.person and (not who.gender or who.gender == gender)
end

-- The person a "he" or "she" before byte `at` means: who spoke last, else the
-- last one named, from the nearest paragraphs.
local function pronoun(doc, cast, gender, at, last)
  local paragraph = doc:paragraph_at(at)
  local best, best_score
  for i = #cast.mentions, 1, -1 do
    local m = cast.mentions[i]
    if m.at < at then
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
  end
  if best then return best end
  if last and last.who and fits(last.who, gender) then return last.who end
end

local function clean(text)
  text = text:gsub("%s+", " "):gsub("[,;:]+$", "")
  return (text:gsub("’s$", ""):gsub("'s$", ""))
end

-- speaker, reason, member of the cast (or nil)
local function resolve(doc, cast, text, at, last)
  local low = text:lower():gsub("’", "'"):gsub("'.*$", "")
  if GENDER[low] then
    local who = pronoun(doc, cast, GENDER[low], at, last)
    if who then return who.full, "pronoun", who end
    return clean(text), "unresolved"
  end
  if PLURAL[low] or text == "who" or text == "Who" or low == "which"
    or low == "it" then
    if low ~= "we" and low ~= "us" and low ~= "our" then
      local near
      for i = #cast.mentions, 1, -1 do
        local m = cast.mentions[i]
        if m.at < at then
          if low == "who" and at - m.at < 80 then near = m.who end
          break
        end
      end
      if near then return near.full, "relative", near end
      if last and last.plural and PLURAL[low] then
        return last.speaker, "pronoun", last.who
      end
    end
    return clean(text), "unresolved"
  end
  local together = low:gsub(",.*", ""):find(" and ")
  local name = not together and name_in(text)
  if name then
    local who, how = find_in(cast, name)
    if who and not who.person and how ~= "acronym" then
      return clean(text), "name", who
    end
    if who then return who.full, how, who end
    if #name > 1 and (GIVEN[name[1]:lower()]) then
      who = add_to(cast, name, { person = true })
      return who.full, "name", who
    end
  end
  local role = role_in(text)
  if role and text:lower():find("^the%s") or role and not text:find("%s") then
    for i = #cast.mentions, 1, -1 do
      local m = cast.mentions[i]
      if m.at < at and has_role(m.who, role) then
        return m.who.full, "role", m.who
      end
    end
  end
  return clean(text), "text"
end

local function is_plural(text)
  local low = text:lower()
  return low:find(" and ") or low:gsub(",.*$", ""):find("%a%as$") ~= nil
    or low:find("people") ~= nil
end

-- Who speaks in direct speech under a bare name is a person.
local function learn_persons(doc, cast)
  for a in doc:each "attribution" do
    local text = a:part_text "source"
    if text and doc:kind(a:parts "content") == "direct"
      and not text:lower():find("^the%s") and not text:find(" and ") then
      local name = name_in(text)
      local who = name and find_in(cast, name)
      if who and not who.full:find("^%u%u+$") then who.person = true end
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

return function(doc)
  local cast = casting.read(doc)
  learn_persons(doc, cast)
  local ids, n_ids, last, turns = {}, 0, nil, {}
  for a in doc:each "attribution" do
    local source, content = a:parts "source", a:parts "content"
    local text = a:part_text "source"
    local speaker, how, who
    if text then
      speaker, how, who = resolve(doc, cast, text, source[1][1], last)
    elseif content[1] and doc:kind(content) == "direct" then
      speaker, how, who = unsourced(doc, cast, a, turns, last)
    end
    if speaker then
      local key = who or speaker:lower()
      if not ids[key] then
        n_ids = n_ids + 1
        ids[key] = n_ids
      end
      a:set("speaker", speaker)
      a:set("speaker_id", ids[key])
      a:set("resolved_by", how)
      local plural = text and is_plural(text)
      last = { who = who, speaker = speaker, plural = plural }
      if content[1] then turns[doc:paragraph_at(content[1][1])] = last end
    end
  end
end
