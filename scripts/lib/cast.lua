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

local NONE = {}

local function later(a, how_a, b, how_b)
  if not a or b and b.at > a.at then return b, how_b end
  return a, how_a
end

local function find_single(cast, word)
  local low, by, who, how = word:lower(), cast.by, nil, nil
  local list = by.last[low] or NONE
  for i = #list, 1, -1 do
    if list[i].last == low then who, how = list[i], "surname" break end
  end
  list = by.first[low] or NONE
  for i = #list, 1, -1 do
    local m = list[i]
    if #m.name > 1 and (m.person or m.body) and m.first == low then
      who, how = later(who, how, m, "first name")
      break
    end
  end
  list = by.initials[word] or NONE
  for i = #list, 1, -1 do
    local m = list[i]
    if #m.name > 1 and m.initials == word and word:find("^%u%u+$") then
      who, how = later(who, how, m, "acronym")
      break
    end
  end
  if who then return who, how end
end

-- The member that a name of these words means, or nil; and how it was found.
local function find_in(cast, name)
  local full = table.concat(name, " "):lower()
  local list = cast.by.low[full] or NONE
  for i = #list, 1, -1 do
    if list[i].low == full then return list[i], "name" end
  end
  if #name == 1 then return find_single(cast, name[1]) end
  local last, first = name[#name]:lower(), name[1]:lower()
  list = cast.by.last[last] or NONE
  for i = #list, 1, -1 do
    local m = list[i]
    if m.last == last and m.person and (#m.name == 1 or m.first == first
      or m.first:sub(1, 1) == first:sub(1, 1)
      and (#m.first <= 2 or #first <= 2)) then return m, "name" end
  end
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

-- Does the text end with a full stop, before closing marks?
local function is_stopped(text)
  local at = #text
  while true do
    local byte = text:byte(at)
    if byte == 34 or byte == 39 then at = at - 1
    elseif byte == 0x99 or byte == 0x9D then
      local mark = text:sub(at - 2, at)
      if mark ~= "’" and mark ~= "”" then return false end
      at = at - 3
    else return byte == 33 or byte == 46 or byte == 63 end -- ! . ?
  end
end

-- A title-cased line is a headline: any word of it may have a capital.
local function headline(doc, number)
  local text = doc:sub(doc:sentence(number))
  if is_stopped(text) then return false end
  text = text:gsub("”", '"'):gsub("’", "'")
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

local FACTS = { "person", "gender", "role" }

-- The names of a document with their words, and with those of the bearer alone:
-- what is written alike is read once.
local function written_names(doc)
  local rows, words_of, bearer_of = doc:rows("name", nil, FACTS), {}, {}
  for _, x in ipairs(rows) do
    local text = doc:sub(x.first, x.last)
    if not words_of[text] then
      words_of[text] = name_words(text)
      bearer_of[text] = strip(words_of[text])
    end
    x.words, x.bearer = words_of[text], bearer_of[text]
    x.token = doc:token_at(x.first)
  end
  return rows
end

-- Words that stand capitalised within a sentence, or in a name of several.
local function true_names(doc, names)
  local seen = {}
  for _, x in ipairs(names) do
    local name, token = x.words, x.token
    if name[1] and (#name > 1 or not (doc:is(token, "sentence_first")
      or token > 1 and doc:class(token - 1) == "quote")) then
      for _, word in ipairs(name) do seen[word] = true end
    end
  end
  return seen
end

local function is_headline(doc, cast, number)
  local heads = cast.heads
  if heads[number] == nil then heads[number] = headline(doc, number) end
  return heads[number]
end

local function read_names(doc, cast)
  local names = written_names(doc)
  local seen = true_names(doc, names)
  for _, x in ipairs(names) do
    if is_headline(doc, cast, doc:sentence_at(x.first)) then
      cast.headlines[#cast.headlines + 1] = x.words
    else
      local name = x.bearer
      local known = #name > 1 or name[1] and (seen[name[1]]
        or GIVEN[name[1]:lower()] or x.person)
      if known then
        local who = add_to(cast, name, x)
        cast.mentions[#cast.mentions + 1] = { at = x.first, who = who }
        who.n = who.n + 1
        if x.token > 1 and doc:norm(x.token - 1) == "the" then who.the = true end
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
      list = {}, mentions = {}, headlines = {}, said = {}, heads = {},
      by = { low = {}, first = {}, last = {}, initials = {} },
    }
    read_names(doc, cast)
    complete_from_headlines(cast)
    return cast
  end,
  headline = is_headline, name_words = name_words,
  find = find_in, add = add_to, words = words, bare = bare, set = set, strip = strip,
  capital = capital, is_title = is_title,
  ROLE = ROLE, GIVEN = GIVEN, TITLE = TITLE,
  LOWER_OK = LOWER_OK, NOT_NAME = NOT_NAME,
}
