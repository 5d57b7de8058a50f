-- SPDX-License-Identifier: MIT
-- From the words of a source to the person or body they stand for.

local quoth = require "quoth"

local function set(list)
  local out = {}
  for _, word in ipairs(list) do out[word] = true end
  return out
end

local DIR = "lexicons/en/"
local GIVEN, ROLE, TITLE = {}, {}, {}
for _, row in ipairs(quoth.tsv(DIR .. "first_names.tsv")) do
  GIVEN[row.entry] = row.gender or ""
end
for _, row in ipairs(quoth.tsv(DIR .. "roles.tsv")) do ROLE[row.entry] = row end
for _, row in ipairs(quoth.tsv(DIR .. "titles.tsv")) do
  TITLE[row.entry] = row.gender or ""
end
local NATION = {}
for _, row in ipairs(quoth.tsv(DIR .. "demonyms.tsv")) do
  NATION[row.entry] = true
end

local GENDER = { he = "m", she = "f", him = "m", her = "f", his = "m" }
local PLURAL = set { "they", "them", "their", "we", "our", "us" }
local LOWER_OK = set {
  "de", "da", "di", "del", "della", "van", "von", "der", "den", "bin", "al",
  "el", "la", "le", "du", "dos", "ibn", "ter",
}
local NOT_NAME = set {
  "the", "a", "an", "former", "then", "ex", "and", "but", "in", "on", "when",
  "while", "as", "both", "even", "only", "one", "his", "her", "their", "our",
  "my", "its", "that", "this", "these", "those", "mr", "mrs", "ms",
}

local function words(text)
  local list = {}
  text = text:gsub("“", " "):gsub("”", " ")
  for word in text:gmatch("[^%s,;:()\"]+") do list[#list + 1] = word end
  return list
end

local function bare(word)
  word = word:gsub("’", "'"):gsub("'s$", "")
  return (word:gsub("[.']+$", ""))
end

local function capital(word)
  return word:find("^%u") ~= nil or word:find("^[\xC3-\xF4]") ~= nil
end

local function is_title(word)
  local low = word:lower()
  return TITLE[low] or TITLE[low .. "."]
end

-- ---- The people and bodies of an article ----------------------------------


local function initials(name)
  local out = {}
  for _, word in ipairs(name) do
    if capital(word) then out[#out + 1] = word:sub(1, 1) end
  end
  return table.concat(out)
end

-- The member that a name of these words means, or nil.
local function find_in(cast, name)
  local full = table.concat(name, " "):lower()
  local last = name[#name]:lower()
  for i = #cast.list, 1, -1 do
    local who = cast.list[i]
    if who.full:lower() == full then return who, "name" end
  end
  for i = #cast.list, 1, -1 do
    local who = cast.list[i]
    local own = who.name
    if #name == 1 then
      if own[#own]:lower() == last then return who, "surname" end
      if #own > 1 and who.person and own[1]:lower() == last then
        return who, "first name"
      end
      if #own > 1 and name[1]:find("^%u%u+$") and initials(own) == name[1] then
        return who, "acronym"
      end
    elseif own[#own]:lower() == last and who.person then
      local a, b = own[1]:lower(), name[1]:lower()
      if #own == 1 or a == b or a:sub(1, 1) == b:sub(1, 1)
        and (#a <= 2 or #b <= 2) then return who, "name" end
    end
  end
end

local function add_to(cast, name, facts)
  local who = find_in(cast, name)
  if not who then
    who = { name = name, full = table.concat(name, " "), roles = {} }
    cast.list[#cast.list + 1] = who
  elseif #name > #who.name then
    who.name, who.full = name, table.concat(name, " ")
  end
  if facts.person then who.person = true end
  local given = GIVEN[who.name[1]:lower()]
  if #who.name > 1 and given then
    who.person = true
    if given ~= "" then who.gender = who.gender or given end
  end
  if facts.gender and facts.gender ~= "" then
    who.gender = who.gender or facts.gender
  end
  if facts.role then who.roles[facts.role] = true end
  return who
end

-- A title-cased line is a headline: any word of it may have a capital.
local function headline(doc, number)
  local first, last = doc:sentence(number)
  local text = doc:sub(first, last)
  text = text:gsub("”", '"'):gsub("’", "'")
  if text:find("[.!?][\"']*$") then return false end
  local all, caps = 0, 0
  for word in text:gmatch("%a[%w'-]*") do
    if #word > 3 then
      all = all + 1
      if word:find("^%u") then caps = caps + 1 end
    end
  end
  return all >= 3 and caps * 4 >= all * 3
end

local function name_words(text)
  local name = {}
  for _, word in ipairs(words(text)) do
    word = bare(word)
    if word ~= "" then name[#name + 1] = word end
  end
  return name
end

local function read_names(doc, cast)
  local heads = {}
  for a in doc:each "name" do
    local s = doc:sentence_at(a.first)
    if heads[s] == nil then heads[s] = headline(doc, s) end
    if not heads[s] then
      local name = name_words(a:text())
      while #name > 1 and (NATION[name[1]:lower()] or NOT_NAME[name[1]:lower()]
        or ROLE[name[1]:lower()]) do
        table.remove(name, 1)
      end
      if #name > 0 then
        local who = add_to(cast, name, {
          person = a:get "person", gender = a:get "gender", role = a:get "role",
        })
        cast.mentions[#cast.mentions + 1] = { at = a.first, who = who }
      end
    end
  end
end

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
  if PLURAL[low] or low == "who" or low == "which" or low == "it" then
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

return function(doc)
  local cast = { list = {}, mentions = {} }
  read_names(doc, cast)
  local ids, n_ids, last = {}, 0, nil
  for a in doc:each "attribution" do
    local spans = a:parts "source"
    local text = a:part_text "source"
    if text then
      local speaker, how, who = resolve(doc, cast, text, spans[1][1], last)
      local key = who or speaker:lower()
      if not ids[key] then
        n_ids = n_ids + 1
        ids[key] = n_ids
      end
      a:set("speaker", speaker)
      a:set("speaker_id", ids[key])
      a:set("resolved_by", how)
      last = { who = who, speaker = speaker, plural = is_plural(text) }
    end
  end
end
