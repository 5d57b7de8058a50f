-- SPDX-License-Identifier: MIT
-- What the words of a source say: a pronoun, a name, a role, another phrase.

local casting = require "lib.cast"

local words, bare, capital = casting.words, casting.bare, casting.capital
local is_title, set = casting.is_title, casting.set
local ROLE, LOWER_OK, NOT_NAME = casting.ROLE, casting.LOWER_OK, casting.NOT_NAME

local GENDER = { he = "m", she = "f", him = "m", her = "f" }
local PLURAL = set { "they", "them", "we", "us" }
local OTHER_PRONOUN = set { "i", "you", "it", "who", "which", "that", "this", "these", "those" }
-- What begins a phrase that belongs to the noun before it.
local LINK = set {
  "of", "for", "at", "in", "from", "with", "on", "to", "by", "who", "which", "that",
  "whose", "near", "behind", "close", "familiar", "under", "against", "about",
}
local DETERMINER = set {
  "the", "a", "an", "his", "her", "its", "their", "our", "my", "this", "that", "one",
  "another", "some", "two", "three", "several", "many", "former", "then", "most",
}

---@class Source
---@field text string        cleaned: one line, no apposition, no final comma
---@field pronoun? string    lower case
---@field gender? "m"|"f"    of a pronoun
---@field name? string[]     words of the name
---@field body? boolean      the name stands after "the": not a person's
---@field roles string[]     lower case: "minister", "deputy mayor"
---@field head? string       last word of the phrase before "of", "for" …
---@field definite? boolean
---@field plural? boolean

-- What a name does not go on over; "of" may stand within one.
local CUT = set {
  "on", "who", "which", "that", "whose", "in", "at", "from", "with", "by", "near",
}

local function segments(text)
  local list = {}
  for part in (text:gsub("(%d),(%d)", "%1%2") .. ","):gmatch("(.-),") do
    part = part:gsub("^%s+", ""):gsub("%s+$", "")
    if part ~= "" then list[#list + 1] = part end
  end
  return list
end

local function plain_words(text)
  local list = {}
  for _, word in ipairs(words(text)) do
    list[#list + 1] = { plain = bare(word), owns = word:find("[’']s$") ~= nil }
  end
  return list
end

local function is_role(list, first, last)
  local out = {}
  for i = first, last do out[#out + 1] = list[i].plain:lower() end
  local phrase = table.concat(out, " ")
  return ROLE[phrase] and phrase
end

-- Is the word at `i` part of a name that goes on? "Bank of England" too.
local function goes_on(list, i, begun)
  local w = list[i]
  if capital(w.plain) then return true end
  return begun and (LOWER_OK[w.plain] or w.plain == "of" and list[i + 1] ~= nil)
end

-- The words of a name that ends the list, from `first` on, or nil; and whether
-- "the" stands before it. Titles, roles and nationalities before it are left out.
local function name_from(list, first)
  local the = list[first] ~= nil and list[first].plain:lower() == "the"
  local name = {}
  for i = first, #list do
    local w = list[i]
    if w.owns and i < #list or not goes_on(list, i, i > first) then return nil end
    name[#name + 1] = w.plain
  end
  name = casting.strip(name)
  local last = name[#name]
  if not last or ROLE[last:lower()] or NOT_NAME[last:lower()] or LOWER_OK[last]
    or is_title(last) then return nil end
  return name, the
end

-- The name within a segment: all of it, or what follows a role or a kinship noun.
local function name_in(list)
  local given = list[1] and casting.GIVEN[list[1].plain:lower()]
  for i = 2, #list do
    local word = list[i].plain:lower()
    -- "Society for Trees" is a body, "Ana Reyes for the Society" no name
    if CUT[word] or given and word == "for" then list = { table.unpack(list, 1, i - 1) } break end
  end
  local name, the = name_from(list, 1)
  if name then return name, the end
  local first = #list + 1
  while first > 1 and (capital(list[first - 1].plain) or first <= #list
    and LOWER_OK[list[first - 1].plain]) and not list[first - 1].owns do
    first = first - 1
  end
  if first > #list or first == 1 then return nil end
  local before = list[first - 1]
  local low = before.plain:lower()
  if before.owns or LINK[low] or low == "and" or DETERMINER[low] and first > 2 then
    return nil
  end
  return name_from(list, first), DETERMINER[low]
end

-- The head of a noun phrase: last word before what belongs to it.
local function head_of(list)
  local last = #list
  for i = 2, #list do
    if LINK[list[i].plain:lower()] then last = i - 1 break end
  end
  if not list[last] then return nil end
  return list[last].plain:lower(), last
end

local function role_of(list)
  local head, last = head_of(list)
  if not head then return nil end
  return last > 1 and is_role(list, last - 1, last) or ROLE[head] and head or nil
end

-- Whether the text lists several: "Reyes, Okoro, and Lee", but not "Reyes,
-- director of the fund, and chairman of the board".
local function is_list(text)
  local after = text:match(", and (.*)$")
  if not after then return false end
  local second = text:match("^[^,]*, ([^,]*)")
  local last = plain_words(after)
  return not (role_of(plain_words(second)) and role_of(last))
end

local function clean(text)
  text = text:gsub("%s+", " "):gsub("%s*%(%u[%u.]+%)", "")
  if not is_list(text) then text = text:gsub(",%s.*$", "") end
  text = text:gsub("[,;:]+$", "")
  return (text:gsub("’s$", ""):gsub("'s$", ""))
end

local function plural(text, head)
  if text:find(" and ", 1, true) then return true end
  local role = head and ROLE[head]
  if role and role.number == "pl" then return true end
  return head ~= nil and not role and head:find("[^s]s$") ~= nil or head == "people"
end

---@param text string
---@return Source
local function read(text)
  local source = { text = clean(text), roles = {} }
  local low = source.text:lower():gsub("’", "'"):gsub("'.*$", "")
  local acronym = source.text:find("^%u%u+$")
  if not acronym and (GENDER[low] or PLURAL[low] or OTHER_PRONOUN[low]) then
    source.pronoun, source.gender, source.plural = low, GENDER[low], PLURAL[low]
    return source
  end
  local parts = segments(text)
  local together = parts[1] and parts[1]:find(" and ", 1, true)
    or parts[#parts] and parts[#parts]:find("^and ") and is_list(text)
  for i, segment in ipairs(parts) do
    local list = plain_words(segment)
    if not source.name and not together then
      local name, body = name_in(list)
      if name and (#name > 1 or i == 1) then
        source.name, source.body = name, body
      end
    end
    local role = role_of(list)
    if role then source.roles[#source.roles + 1] = role end
    if i == 1 then
      source.head = head_of(list)
      source.definite = segment:find("^[Tt]he%s") ~= nil
    end
  end
  source.plural = plural(source.text, source.head)
  return source
end

return { read = read }
