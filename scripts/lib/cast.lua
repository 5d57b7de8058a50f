-- SPDX-License-Identifier: MIT
-- The people and bodies that an article names.

local quoth = require "quoth"

local function set(list)
  local out = {}
  for _, word in ipairs(list) do out[word] = true end
  return quoth.constant(out)
end

local DIR = "lexicons/en/"
local GIVEN, ROLE, TITLE = {}, {}, {}
for _, row in ipairs(quoth.tsv(DIR .. "first_names.tsv")) do
  GIVEN[row.entry] = row.gender or ""
end
for _, row in ipairs(quoth.tsv(DIR .. "roles.tsv")) do
  ROLE[row.entry] = { gender = row.gender, number = row.number }
end
for _, row in ipairs(quoth.tsv(DIR .. "titles.tsv")) do
  TITLE[row.entry] = row.gender or ""
end
local NATION = {}
for _, row in ipairs(quoth.tsv(DIR .. "demonyms.tsv")) do
  NATION[row.entry] = true
end

GIVEN, ROLE, TITLE, NATION = quoth.constant(GIVEN), quoth.constant(ROLE),
  quoth.constant(TITLE), quoth.constant(NATION)

local LOWER_OK = set {
  "de", "da", "di", "del", "della", "van", "von", "der", "den", "bin", "al",
  "el", "la", "le", "du", "dos", "ibn", "ter",
}
local NOT_NAME = set {
  "the", "a", "an", "former", "then", "ex", "and", "but", "in", "on", "when",
  "while", "as", "both", "even", "only", "one", "his", "her", "their", "our",
  "my", "its", "that", "this", "these", "those", "mr", "mrs", "ms",
}

-- Last words of the names of bodies.
local BODY = set {
  "agency", "airlines", "alliance", "assembly", "association", "authority", "bank",
  "board", "bureau", "cabinet", "centre", "center", "chamber", "church", "club",
  "coalition", "college", "commission", "committee", "company", "congress", "corp",
  "corps", "corporation", "council", "court", "department", "electric", "energy",
  "federation", "foods", "force", "foundation", "fund", "gazette", "government",
  "group", "guild", "herald", "holdings", "hospital", "house", "inc", "industries",
  "institute", "journal", "laboratory", "league", "library", "lines", "ltd",
  "ministry", "mail", "museum", "nations", "network", "news", "office", "organization",
  "organisation", "parliament", "partners", "party", "plc", "police", "post", "press",
  "project", "radio", "records", "reuters", "school", "securities", "senate",
  "service", "services", "society", "systems", "technologies", "television", "times",
  "tribune", "trust", "union", "university", "watch", "works",
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


-- A name without what stands before it: articles, titles, roles, nationalities,
-- and, where a given name is known, all before that.
local function strip(name)
  local first = 1
  for i = 1, #name - 1 do
    local low = name[i]:lower()
    if i == first and (NATION[low] or NOT_NAME[low]) or ROLE[low] or is_title(name[i]) then
      first = i + 1
    elseif i > first and GIVEN[low] and not GIVEN[name[first]:lower()]
      and not LOWER_OK[name[i - 1]] and i < #name then
      first = i
    end
  end
  return { table.unpack(name, first) }
end

local function initials(name)
  local out = {}
  for _, word in ipairs(name) do
    if capital(word) then out[#out + 1] = word:sub(1, 1) end
  end
  return table.concat(out)
end

-- Members are found by their words: `by.low`, `by.last`, `by.first` and
-- `by.initials` list, in order, who has or once had that form of a name.
local function enlist(list, who)
  local at = #list
  while at > 0 and list[at].at > who.at do at = at - 1 end
  if list[at] ~= who then table.insert(list, at + 1, who) end
end

local function index(cast, who)
  local name, by = who.name, cast.by
  who.full = table.concat(name, " ")
  who.low, who.first, who.last =
    who.full:lower(), name[1]:lower(), name[#name]:lower()
  who.initials = initials(name)
  for _, form in ipairs { "low", "first", "last", "initials" } do
    local key = who[form]
    by[form][key] = by[form][key] or {}
    enlist(by[form][key], who)
  end
end

local function latest(list, holds)
  for i = list and #list or 0, 1, -1 do
    if holds(list[i]) then return list[i] end
  end
end

local function later(a, how_a, b, how_b)
  if not a or b and b.at > a.at then return b, how_b end
  return a, how_a
end

local function find_single(cast, word)
  local low, by = word:lower(), cast.by
  local who, how = latest(by.last[low], function(m)
    return m.last == low
  end), "surname"
  who, how = later(who, how, latest(by.first[low], function(m)
    return #m.name > 1 and (m.person or m.body) and m.first == low
  end), "first name")
  if word:find("^%u%u+$") then
    who, how = later(who, how, latest(by.initials[word], function(m)
      return #m.name > 1 and m.initials == word
    end), "acronym")
  end
  if who then return who, how end
end

-- The member that a name of these words means, or nil; and how it was found.
local function find_in(cast, name)
  local full = table.concat(name, " "):lower()
  local who = latest(cast.by.low[full], function(m) return m.low == full end)
  if who then return who, "name" end
  if #name == 1 then return find_single(cast, name[1]) end
  local last, first = name[#name]:lower(), name[1]:lower()
  who = latest(cast.by.last[last], function(m)
    if m.last ~= last or not m.person then return false end
    return #m.name == 1 or m.first == first
      or m.first:sub(1, 1) == first:sub(1, 1)
      and (#m.first <= 2 or #first <= 2)
  end)
  if who then return who, "name" end
end

local function add_to(cast, name, facts)
  local who = find_in(cast, name)
  if not who then
    who = { name = name, roles = {}, at = #cast.list + 1, n = 0 }
    cast.list[who.at] = who
    index(cast, who)
  elseif #name > #who.name then
    who.name = name
    index(cast, who)
  end
  if BODY[who.name[#who.name]:lower()] then who.body = true end
  if facts.person then who.person = true end
  local given = GIVEN[who.first]
  if #who.name > 1 and given then
    who.person = true
    if given ~= "" then who.gender = who.gender or given end
  end
  if facts.gender and facts.gender ~= "" then
    who.gender = who.gender or facts.gender
  end
  if facts.role then who.roles[facts.role] = true end
  if who.body then who.person = nil end
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

-- Words that stand capitalised within a sentence, or in a name of several.
local function true_names(doc)
  local seen = {}
  for a in doc:each "name" do
    local name = name_words(a:text())
    local token = doc:token_at(a.first)
    local starts = doc:is(token, "sentence_first")
      or token > 1 and doc:class(token - 1) == "quote"
    if name[1] and (not starts or #name > 1) then
      for _, word in ipairs(name) do seen[word] = true end
    end
  end
  return seen
end

local function read_names(doc, cast)
  local heads, seen = {}, true_names(doc)
  for a in doc:each "name" do
    local s = doc:sentence_at(a.first)
    if heads[s] == nil then heads[s] = headline(doc, s) end
    if heads[s] then
      cast.headlines[#cast.headlines + 1] = name_words(a:text())
    else
      local name = name_words(a:text())
      name = strip(name)
      local known = #name > 1 or name[1] and (seen[name[1]]
        or GIVEN[name[1]:lower()] or a:get "person")
      if known then
        local who = add_to(cast, name, {
          person = a:get "person", gender = a:get "gender", role = a:get "role",
        })
        cast.mentions[#cast.mentions + 1] = { at = a.first, who = who }
        who.n = who.n + 1
        local token = doc:token_at(a.first)
        if token > 1 and doc:norm(token - 1) == "the" then who.the = true end
      end
    end
  end
end

-- "Marrand" in the text and "Ilse Marrand" in the headline are one.
local function complete_from_headlines(cast)
  for _, name in ipairs(cast.headlines) do
    local first, last = name[#name - 1], name[#name]
    for _, who in ipairs(first and cast.by.last[last:lower()] or {}) do
      if #who.name == 1 and who.full == last and not who.body
        and not ROLE[first:lower()] and not NOT_NAME[first:lower()] then
        who.name = { first, last }
        index(cast, who)
      end
    end
  end
end

return {
  read = function(doc)
    local cast = {
      list = {}, mentions = {}, headlines = {}, said = {},
      by = { low = {}, first = {}, last = {}, initials = {} },
    }
    read_names(doc, cast)
    complete_from_headlines(cast)
    return cast
  end,
  headline = headline, name_words = name_words,
  find = find_in, add = add_to, words = words, bare = bare, set = set, strip = strip,
  capital = capital, is_title = is_title,
  ROLE = ROLE, GIVEN = GIVEN, TITLE = TITLE,
  LOWER_OK = LOWER_OK, NOT_NAME = NOT_NAME,
}
