-- SPDX-License-Identifier: MIT
-- The people and bodies that an article names.

local quoth = require "quoth"

local function set(list)
  local out = {}
  for _, word in ipairs(list) do out[word] = true end
  return quoth.constant(out)
end

local DIR = "lexicons/en/"
local GIVEN, ROLE, TITLE, PLACE = {}, {}, {}, {}
for _, row in ipairs(quoth.tsv(DIR .. "first_names.tsv")) do
  GIVEN[row.entry] = row.gender or ""
end
for _, row in ipairs(quoth.tsv(DIR .. "roles.tsv")) do
  ROLE[row.entry] = { gender = row.gender, number = row.number }
end
for _, row in ipairs(quoth.tsv(DIR .. "titles.tsv")) do
  TITLE[row.entry] = row.gender or ""
end
for _, row in ipairs(quoth.tsv(DIR .. "places.tsv")) do
  PLACE[row.entry:lower()] = true
end
local NATION = {}
for _, row in ipairs(quoth.tsv(DIR .. "demonyms.tsv")) do
  NATION[row.entry] = true
end

GIVEN, ROLE, TITLE, NATION = quoth.constant(GIVEN), quoth.constant(ROLE),
  quoth.constant(TITLE), quoth.constant(NATION)
PLACE = quoth.constant(PLACE)

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
  if text:find("\xE2\x80") then text = text:gsub("“", " "):gsub("”", " ") end
  for word in text:gmatch("[^%s,;:()\"]+") do list[#list + 1] = word end
  return list
end

local function bare(word)
  if not word:find("['’.]") then return word end
  word = word:gsub("’", "'"):gsub("'s$", "")
  return (word:gsub("[.']+$", ""))
end

local function capital(word)
  return word:find("^%u") ~= nil or word:find("^[\xC3-\xF4]") ~= nil
end

-- Gender by title, with its full stop and without.
local PLAIN_TITLE = {}
for title, gender in pairs(TITLE) do
  PLAIN_TITLE[title], PLAIN_TITLE[title:gsub("%.$", "")] = gender, gender
end
PLAIN_TITLE = quoth.constant(PLAIN_TITLE)

local function is_title(word) return PLAIN_TITLE[word:lower()] end


-- A name without what stands before it: articles, titles, roles, nationalities,
-- and, where a given name is known, all before that.
local function strip(name)
  local first = 1
  for i = 1, #name - 1 do
    local low = name[i]:lower()
    if i == first and (NATION[low] or NOT_NAME[low]) or ROLE[low] or PLAIN_TITLE[low] then
      first = i + 1
    elseif i > first and GIVEN[low] and not GIVEN[name[first]:lower()]
      and not LOWER_OK[name[i - 1]] and i < #name then
      first = i
    end
  end
  if first == 1 then return name end
  return { table.unpack(name, first) }
end

local function initials(name)
  local out = {}
  for _, word in ipairs(name) do
    if capital(word) then out[#out + 1] = word:sub(1, 1) end
  end
  return table.concat(out)
end

-- Members are found by their words: `by.low` has who has that name, `by.last`
-- and `by.first` list, in order, who has or once had a name with that word.
local function enlist(by, word, who)
  local list = by[word]
  if not list then by[word] = { who } return end
  local at = #list
  while at > 0 and list[at].at > who.at do at = at - 1 end
  if list[at] ~= who then table.insert(list, at + 1, who) end
end

-- All of a name, and, in lower case, all of it, its first and its last word.
local function forms_of(cast, name)
  local forms = cast.forms[name]
  if not forms then
    local full = table.concat(name, " ")
    local low = full:lower()
    forms = { full = full, low = low, first = low, last = low }
    if #name > 1 then forms.first, forms.last = name[1]:lower(), name[#name]:lower() end
    cast.forms[name] = forms
  end
  return forms
end

local function index(cast, who)
  local forms, by = forms_of(cast, who.name), cast.by
  who.full, who.low, who.first, who.last = forms.full, forms.low, forms.first, forms.last
  by.low[who.low], who.initials = who, nil
  enlist(by.last, who.last, who)
  if #who.name > 1 then enlist(by.first, who.first, who) end
end

local function later(a, how_a, b, how_b)
  if not a or b and b.at > a.at then return b, how_b end
  return a, how_a
end

-- The last of a list of members whose last word it still is.
local function latest_last(list, word)
  for i = list and #list or 0, 1, -1 do
    if list[i].last == word then return list[i] end
  end
end

-- The last one with that first word, if it may stand for the name: "Tessaly"
-- for Tessaly Foods.
local function latest_first(list, word)
  for i = list and #list or 0, 1, -1 do
    local m = list[i]
    if m.first == word and #m.name > 1 and (m.person or m.body) then return m end
  end
end

-- The last one whose words begin with the letters of an acronym.
local function spelt_out(cast, acronym)
  for i = #cast.list, 1, -1 do
    local who = cast.list[i]
    who.initials = who.initials or #who.name > 1 and initials(who.name)
    if who.initials == acronym then return who end
  end
end

local function find_single(cast, word, low)
  local by = cast.by
  local who, how = later(latest_last(by.last[low], low), "surname",
    latest_first(by.first[low], low), "first name")
  if word:find("^%u%u+$") then
    who, how = later(who, how, spelt_out(cast, word), "acronym")
  end
  if who then return who, how end
end

-- "J. Reyes" may be Joan Reyes.
local function same_first(m, first)
  return m.first == first or m.first:byte() == first:byte()
    and (#m.first <= 2 or #first <= 2)
end

-- The member that a name of these words means, or nil; and how it was found.
local function find_in(cast, name)
  local forms = forms_of(cast, name)
  local who = cast.by.low[forms.low]
  if who and who.low == forms.low then return who, "name" end
  if #name == 1 then return find_single(cast, name[1], forms.low) end
  local list = cast.by.last[forms.last]
  for i = list and #list or 0, 1, -1 do
    local m = list[i]
    if m.last == forms.last and m.person
      and (#m.name == 1 or same_first(m, forms.first)) then return m, "name" end
  end
end

local function know(who)
  if BODY[who.name[#who.name]:lower()] then who.body = true end
  local given = GIVEN[who.first]
  if #who.name > 1 and given then
    who.person = true
    if given ~= "" then who.gender = who.gender or given end
  end
end

-- The member of that name, new if there was none.
local function member(cast, name)
  local who = find_in(cast, name)
  if who and #name <= #who.name then return who end
  if who then who.name = name
  else
    who = { name = name, roles = {}, at = #cast.list + 1, n = 0 }
    cast.list[who.at] = who
  end
  index(cast, who)
  know(who)
  return who
end

local function add_to(cast, name, facts)
  local who = member(cast, name)
  if facts.person then who.person = true end
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

-- The names of the text with their words; equal texts share one list of them.
local function read_rows(doc)
  local rows, lists = doc:rows("name", nil, FACTS), {}
  for _, row in ipairs(rows) do
    local text = doc:sub(row.first, row.last)
    row.words = lists[text]
    if not row.words then
      row.words = name_words(text)
      lists[text] = row.words
    end
    row.token = doc:token_at(row.first)
  end
  return rows
end

-- Words that stand capitalised within a sentence, or in a name of several.
local function true_names(doc, rows)
  local seen = {}
  for _, row in ipairs(rows) do
    local name, token = row.words, row.token
    if name[1] and not seen[name[#name]] then
      local starts = #name == 1 and (doc:is(token, "sentence_first")
        or token > 1 and doc:class(token - 1) == "quote")
      if not starts then
        for _, word in ipairs(name) do seen[word] = true end
      end
    end
  end
  return seen
end

local function is_headline(doc, cast, number)
  local heads = cast.heads
  if heads[number] == nil then heads[number] = headline(doc, number) end
  return heads[number]
end

-- A place that names a member of the cast.
local function mention(doc, at, who, sentence)
  return {
    at = at, who = who, p = doc:paragraph_at(at), s = sentence or doc:sentence_at(at),
  }
end

local function read_names(doc, cast)
  local rows = read_rows(doc)
  local seen, mentions, stripped = true_names(doc, rows), cast.mentions, {}
  for _, row in ipairs(rows) do
    local words_of, sentence = row.words, doc:sentence_at(row.first)
    if is_headline(doc, cast, sentence) then
      cast.headlines[#cast.headlines + 1] = words_of
    else
      local name = stripped[words_of] or strip(words_of)
      stripped[words_of] = name
      local known = #name > 1 or name[1] and (seen[name[1]]
        or GIVEN[name[1]:lower()] or row.person)
      if known then
        local who = add_to(cast, name, row)
        mentions[#mentions + 1] = mention(doc, row.first, who, sentence)
        who.n = who.n + 1
        if row.token > 1 and doc:norm(row.token - 1) == "the" then who.the = true end
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
      list = {}, mentions = {}, headlines = {}, heads = {}, said = {}, read = {}, forms = {},
      by = { low = {}, first = {}, last = {} },
    }
    read_names(doc, cast)
    complete_from_headlines(cast)
    return cast
  end,
  headline = headline, is_headline = is_headline, mention = mention, name_words = name_words,
  find = find_in, add = add_to, words = words, bare = bare, set = set, strip = strip,
  capital = capital, is_title = is_title,
  ROLE = ROLE, GIVEN = GIVEN, TITLE = TITLE, PLACE = PLACE,
  LOWER_OK = LOWER_OK, NOT_NAME = NOT_NAME,
}
