-- SPDX-License-Identifier: MIT
-- The narration of a story, word by word: what is spoken, what is a heading,
-- where names and nouns for people stand.

local quoth = require "quoth"
local casting = require "lib.cast"

local set, GIVEN, TITLE = casting.set, casting.GIVEN, casting.TITLE

local function words(text)
  local out = {}
  for word in text:gmatch("%S+") do out[#out + 1] = word end
  return set(out)
end

-- Nouns for people: { gender = "m"|"f"|"", kind = "any"|"kin"|"role"|"voice" }.
local PERSON = {}
for _, row in ipairs(quoth.tsv "lexicons/en/persons.tsv") do
  PERSON[row.entry] = { gender = row.gender, kind = row.kind }
end
local NO_ROLE = words [[head chair star model source local independent liberal
  conservative major minor anchor expert fighter contender hopeful leader chief
  principal maker producer supplier developer]]
for entry, row in pairs(casting.ROLE) do
  if row.number ~= "pl" and not PERSON[entry] and not NO_ROLE[entry] then
    PERSON[entry] = { gender = row.gender, kind = "role" }
  end
end
PERSON = quoth.constant(PERSON)

-- What a noun for a person ends in: "saloon-keeper", "baggageman".
local ENDINGS = {
  { "woman$", "f" }, { "maid$", "f" }, { "keeper$", "" }, { "man$", "m" },
}
local NO_PERSON = words "human german roman norman ottoman woman man"

local function person_noun(word)
  local row = PERSON[word]
  if row or NO_PERSON[word] or #word < 6 then return row end
  for _, ending in ipairs(ENDINGS) do
    if word:find(ending[1]) then return { gender = ending[2], kind = "role" } end
  end
end

local PARTICLE = words "de da di del della van von der den la le du of the"

-- Words that are no part of a noun group.
local FUNCTION = words [[of in on at by for with from to into as and or but nor so
  if when while because that which who whom whose is are was were be been being has
  have had do does did will would can could may might must should shall not he she
  it they we you i him them us me the a an his her my our their its this these
  those]]

-- Capitalised words that begin no name.
local STOP = words [[a an the this that these those my your his her its our their he
  she it they we you i in on at by for with from to into of and or but nor yet so if
  when while as because although though since after before until till under over
  between among during without despite what who whom which why how where whether
  there here then now not no yes all some many most few several both each every one
  two is are was were has have had will would can could may might must should did
  does do also however even just only last next later once again never always
  sometimes perhaps possibly upon thou thee thy ye well oh ah o alas lord god heaven
  heavens christmas english french german american irish indian chapter sir madam
  ma'am mr. mrs. miss ms. dr. mr mrs dr thus like such than more other another come
  let please i'm i'll i've i'd it's he's she's don't nobody nothing
  something everything everybody somebody people others neither either indeed
  meanwhile besides having being seeing hearing looking turning]]

-- These begin no name where a sentence begins.
local SOFT_STOP = words [[good dear poor old little young sweet great fine right true
  nice]]

-- What may stand before the subject of a clause.
local BEFORE_SUBJECT = words [[, ; : ( ) -- — and but as when while then so if because
  until till for where that now presently finally suddenly here whereupon or nor]]

-- What a sentence may begin after, within one.
local BREAK = set { "--", "—", ":", "(", "." }

-- ---- Tokens -----------------------------------------------------------------

-- Number of the utterance that each token is in, if in any.
local function mark_quoted(doc, t)
  for a in doc:each "attribution" do
    local content = a:parts "content"
    if content[1] and doc:kind(content) == "direct" then
      for _, span in ipairs(content) do
        local first, last = doc:token_range(span[1], span[2])
        for i = first, last do t.quoted[i] = first end
      end
    end
  end
end

-- Headings name nobody: lines without an end, in capitals.
local function mark_headings(doc, t)
  for p = 1, doc:n_paragraphs() do
    local first, last = doc:paragraph(p)
    local text = last - first < 120 and doc:sub(first, last)
    if text and (not text:find("[.!?:;,\"'”’%-—]%s*$") or not text:find("%l")) then
      local a, b = doc:token_range(first, last)
      if not t.quoted[a] and doc:class(a) ~= "quote" then
        for i = a, b do t.heading[i] = true end
        t.headings[#t.headings + 1] = p
      end
    end
  end
end

local function read_tokens(doc)
  local t = {
    n = doc:n_tokens(), norm = {}, caps = {}, first = {}, last = {}, start = {},
    quoted = {}, heading = {}, headings = {}, lower = {}, seen = {}, begins = {},
  }
  local after_mark, types = true, {}
  for i, first, last in doc:tokens(1, t.n) do
    local id = doc:type(i)
    local kind = types[id]
    if not kind then
      local class = doc:class(i)
      kind = {
        norm = class == "word" and doc:norm(i) or doc:text_of(i),
        caps = class == "word" and doc:caps(i) or nil, quote = class == "quote",
      }
      types[id] = kind
    end
    local norm = kind.norm
    t.norm[i], t.first[i], t.last[i], t.caps[i] = norm, first, last, kind.caps
    t.start[i] = after_mark or kind.caps ~= nil and kind.caps ~= "lower"
      and doc:is(i, "sentence_first")
    after_mark = kind.quote and doc:is(i, "quote_open") or BREAK[norm]
  end
  mark_quoted(doc, t)
  mark_headings(doc, t)
  for i = 1, t.n do
    local caps, norm = t.caps[i], t.norm[i]
    if caps == "lower" then t.lower[norm] = true
    elseif caps and not t.heading[i] then
      if not t.start[i] then t.seen[norm] = true
      elseif t.caps[i + 1] == "lower" then t.begins[norm] = (t.begins[norm] or 0) + 1
      end
    end
  end
  return t
end

local function capital(t, i)
  local caps, norm = t.caps[i], t.norm[i]
  if caps == "upper" and t.lower[norm] or SOFT_STOP[norm] and t.start[i] then
    return false -- VERY loud
  end
  return (caps == "title" or caps == "upper" or caps == "mixed")
    and not STOP[norm] and not t.heading[i] and not norm:find("^i?'")
end

-- A title before a name: "Mr.", "Captain", "Aunt"; its gender, or nil.
local function title_at(t, i)
  local caps, norm = t.caps[i], t.norm[i]
  if caps ~= "title" and caps ~= "upper" or not capital(t, i + 1) then return nil end
  if TITLE[norm] then return TITLE[norm] end
  local row = PERSON[norm]
  return row and (row.gender or "")
end

-- ---- Names ------------------------------------------------------------------

-- Whether a capital at the start of a sentence is that of a name.
local function begins_name(t, i)
  if not capital(t, i) then return false end
  local norm = t.norm[i]
  if not t.start[i] then return true end
  if t.seen[norm] then return true end
  if t.lower[norm] or norm:find("ly$") then return false end
  return GIVEN[norm] ~= nil or (t.begins[norm] or 0) > 1
end

-- Index of the last token of the name that begins at `i`.
local function name_end(t, i)
  local last = i
  while true do
    local nextone = last + 1
    if t.quoted[nextone] ~= t.quoted[i] then return last end
    if capital(t, nextone) and not t.start[nextone] then last = nextone
    elseif PARTICLE[t.norm[nextone]] and t.caps[nextone] == "lower"
      and t.norm[nextone] ~= "of" and t.norm[nextone] ~= "the"
      and capital(t, nextone + 1) then last = nextone + 1
    else return last end
  end
end

-- The role that a short title tells.
local ROLE_OF = {
  ["dr."] = "doctor", dr = "doctor", ["capt."] = "captain", ["prof."] = "professor",
  ["col."] = "colonel", ["gen."] = "general", ["lt."] = "lieutenant",
  ["rev."] = "clergyman", ["sgt."] = "sergeant", reverend = "clergyman",
}

---@class Name
---@field low string[]       its words, lower case
---@field shown string       as written, with the title
---@field title? string      lower case
---@field gender? "m"|"f"
---@field given? boolean     begins with a given name

local function read_name(doc, t, i)
  local gender, title, from = nil, nil, i
  while title_at(t, from) do
    gender, title = title_at(t, from), t.norm[from]
    from = from + 1
  end
  if not title and not begins_name(t, i) then return nil end
  local last = name_end(t, from)
  local name = { low = {}, title = title, last = last }
  for k = from, last do name.low[#name.low + 1] = t.norm[k] end
  name.shown = doc:sub(t.first[from], t.last[last])
  name.full = title and doc:sub(t.first[i], t.last[last]) or name.shown
  local given = GIVEN[name.low[1]]
  name.given = given ~= nil
  if not gender or gender == "" then
    gender = given and (#name.low > 1 or not title) and given
  end
  name.gender = gender and gender ~= "" and gender or nil
  return name
end

-- ---- Nouns ------------------------------------------------------------------

-- The noun group whose determiner or possessive is at `i`: its head or nil.
local function read_noun(t, i)
  local head, row
  for j = i + 1, math.min(i + 6, t.n) do
    local norm = t.norm[j]
    if not t.caps[j] or FUNCTION[norm] or t.quoted[j] ~= t.quoted[i] then break end
    local found = person_noun(norm)
    if head and not found then break end
    if found then head, row = j, found end
  end
  return head, row
end

local AGE = {
  old = 1, elderly = 1, aged = 1, young = 2, little = 3, small = 3, boy = 3, girl = 3,
  lad = 3, lass = 3, child = 3, youth = 3, stripling = 3, youngster = 3,
}

local function age_of(t, first, head)
  for i = first, head do
    if AGE[t.norm[i]] then return AGE[t.norm[i]] end
  end
end

-- ---- Subjects ---------------------------------------------------------------

local NO_SUBJECT = set { "'s", "!", ".", "?", "”", '"' }

local function is_subject(t, i, last)
  if NO_SUBJECT[t.norm[last + 1]] then return false end
  local before = t.norm[i - 1]
  return t.start[i] or before == nil or BEFORE_SUBJECT[before]
    or t.quoted[i - 1] ~= nil or before:find("ly$") ~= nil
end

-- ---- Calls ------------------------------------------------------------------

local AFTER_CALL = set { ",", "!", "?", ".", ";", "--", "—", ":", "”", '"', "’" }
local BEFORE_CALL = set {
  ",", "!", "?", ".", ";", "“", '"', "dear", "oh", "well", "yes", "no", "my",
  "--", "—", "you", "old", "and", "o", "ah", "here", "now", "why", "hello", "hullo",
}
-- Whether the words first … last call somebody: "Come, Reyes!"
local function is_call(t, first, last)
  local number, before, after = t.quoted[first], first - 1, last + 1
  return (BEFORE_CALL[t.norm[before]] or t.quoted[before - 1] ~= number)
    and (AFTER_CALL[t.norm[after]] or t.quoted[after + 1] ~= number)
end

return {
  tokens = read_tokens, capital = capital, title_at = title_at, name = read_name,
  noun = read_noun, age = age_of, is_subject = is_subject, is_call = is_call,
  words = words,
  ROLE_OF = ROLE_OF,
}
