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

-- What the words of a source say, read once.
local function reading(cast, text)
  local source = cast.read[text]
  if not source then
    source = sources.read(text)
    cast.read[text] = source
  end
  return source
end

-- ---- One source -------------------------------------------------------------

local function has_role(who, role)
  if who.roles[role] then return true end
  for own in pairs(who.roles) do
    if own:sub(-#role - 1) == " " .. role or role:sub(-#own - 1) == " " .. own
      or own:sub(1, #role + 1) == role .. " " then
      return true
    end
  end
  return false
end

local function fits(who, gender)
  local person = who.person or who.name and #who.name > 1 and not who.body
    and not who.the and not casting.PLACE[who.low]
  return person and (not who.gender or who.gender == gender)
end

local OWNER = { his = "m", her = "f" }
local PASSIVE = casting.set { "is", "are", "was", "were", "be", "been", "being", "to" }

-- Who was named longer ago than that is not "the minister" any more.
local FAR = 500
-- Whom a pronoun means is among so many mentions before it.
local NEAR = 100

-- Number of the last mention before byte `at`, or 0.
local function last_before(mentions, at)
  local low, high = 0, #mentions
  while low < high do
    local middle = (low + high + 1) // 2
    if mentions[middle].at < at then low = middle else high = middle - 1 end
  end
  return low
end

-- How much a mention stands out: a subject more, one within speech less.
local function weight(doc, m)
  if not m.weight then
    local first = doc:overlap("clause", m.at, m.at)
    m.weight = (first and first <= m.at and 2 or 0)
      - (doc:overlap("quote", m.at, m.at) and 3 or 0)
  end
  return m.weight
end

local function by_gender(who, gender)
  if who.gender == gender then return 1 end
  if not (who.first or ""):find("a$") then return 0 end -- Mara, Wilhelmina
  return gender == "f" and 0.5 or -1.5
end

-- The person a "he" or "she" before byte `at` means: who spoke last, else the
-- last one named, from the nearest paragraphs.
local function pronoun(doc, cast, gender, at, last)
  local paragraph, sentence = doc:paragraph_at(at), doc:sentence_at(at)
  local best, best_score
  local latest = last_before(cast.mentions, at)
  for i = latest, math.max(1, latest - NEAR), -1 do
    local m = cast.mentions[i]
    local away = paragraph - m.p
    if away > 3 then break end
    if fits(m.who, gender) then
      local score = -away * 3 + 0.7 * math.log(m.who.n) + weight(doc, m)
        + by_gender(m.who, gender) + (last and last.who == m.who and 2 or 0)
        - (m.s == sentence and 1 or 0)
      if not best_score or score > best_score then
        best, best_score = m.who, score
      end
    end
  end
  if best then return best end
  if last and last.who and fits(last.who, gender) then return last.who end
end

-- The last subject before byte `at`, from byte `first` on, that is several.
local function plural_subject(doc, cast, first, at)
  local found
  if first >= at then return nil end
  for _, c in ipairs(doc:overlapping("clause", first, at - 1)) do
    local source = c.last < at and reading(cast, c:text())
    if source and source.plural and not source.pronoun then found = source end
  end
  return found
end

local function they(doc, cast, at, last)
  local sentence = doc:sentence_at(at)
  local source = plural_subject(doc, cast, doc:sentence(sentence), at)
  if source then return source.text end
  if last and last.plural then return last.speaker, last.who end
  source = sentence > 1 and plural_subject(doc, cast, doc:sentence(sentence - 1), at)
  return source and source.text
end

-- Who says the words that "I" stands in.
local function sayer(doc, cast, at)
  for _, a in ipairs(doc:overlapping("attribution", at, at)) do
    local said = cast.said[a.id]
    for _, part in ipairs(said and a:parts "content" or {}) do
      if part[1] <= at and part[2] >= at then return said.speaker, said.who end
    end
  end
end

-- What "who", "they" and the like mean: the one just named, or who spoke last.
local function other_pronoun(doc, cast, source, at, last)
  if source.pronoun == "i" or source.pronoun == "we" then
    local speaker, who = sayer(doc, cast, at)
    if speaker then return speaker, "continued", who end
  elseif source.pronoun == "who" then
    local m = cast.mentions[last_before(cast.mentions, at)]
    if m and at - m.at < 80 then return m.who.full, "relative", m.who end
  elseif source.plural and source.pronoun ~= "we" and source.pronoun ~= "us" then
    local speaker, who = they(doc, cast, at, last)
    if speaker then return speaker, "pronoun", who end
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

local function named(cast, source, name)
  local who, how = find_in(cast, name)
  if not who and #name > 1 and not source.body then
    who, how = add_to(cast, name, {}), "name"
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

-- The first mention that the test accepts.
local function earliest(cast, test)
  for _, m in ipairs(cast.mentions) do
    if test(m.who) then return m.who end
  end
end

-- The body that is named most before byte `at`.
local function main_body(cast, at)
  local count, best = {}, nil
  for i = 1, last_before(cast.mentions, at) do
    local who = cast.mentions[i].who
    if who.body or who.speaks and who.name and not who.person and not who.gender then
      count[who] = (count[who] or 0) + 1
      if not best or count[who] >= count[best] then best = who end
    end
  end
  return best
end

-- Who has the role: the nearest of those called just so, else of those called
-- longer or shorter, else the only one, wherever it is.
local function in_role(cast, role, seek)
  local exact, near, n, one = {}, {}, 0, nil
  for _, who in ipairs(cast.list) do
    if who.roles[role] then exact[who] = true end
    if has_role(who, role) then
      near[who], n, one = true, n + 1, who
    end
  end
  if n == 0 then return nil end
  return next(exact) and seek(cast, function(w) return exact[w] end)
    or seek(cast, function(w) return near[w] end) or n == 1 and one or nil
end

-- "The minister", "the company", "the official": who was called so before; in
-- a headline, who is called so first.
local function described(cast, source, at, headline)
  local role = not source.plural and source.roles[1]
  local seek = headline and earliest
    or function(c, test) return nearest(c, at, test) end
  local who = role and in_role(cast, role, seek)
  if who then return who.full, "role", who end
  if source.head and (source.plural or not headline) then
    who = seek(cast, function(w)
      return w.head == source.head and not w.name
        or w.body and w.name and w.name[#w.name]:lower() == source.head
    end)
    if not who and BODY_NOUN[source.head] then who = main_body(cast, at) end
    if who then return who.full, "description", who end
  end
end

-- The name right after a source: "the mayor", Odile Hathersage, said.
local function apposed(doc, span)
  if doc:sub(span[2] + 1, span[2] + 2) ~= ", " then return nil end
  for _, a in ipairs(doc:overlapping("name", span[2] + 3, span[2] + 3)) do
    if a.first == span[2] + 3 and doc:sub(a.last + 1, a.last + 1):find("^[,.]?$") then
      return casting.strip(casting.name_words(a:text()))
    end
  end
end

-- "his family" is that of the one "he" would be.
local function of_owner(doc, cast, source, at, last)
  local word, rest = source.text:match("^(%a+) (.+)$")
  local gender = word and OWNER[word:lower()]
  local who = gender and pronoun(doc, cast, gender, at, last)
  if not who then
    word, rest = source.text:gsub("’", "'"):match("^(.-)'s (.+)$")
    who = word and find_in(cast, casting.strip(casting.name_words(word)))
  end
  if who and who.full then return who.full .. "’s " .. rest, "owner" end
end

-- Who is meant at byte `at` is in mind after it.
local function mention(doc, cast, at, who)
  local i = last_before(cast.mentions, at + 1)
  table.insert(cast.mentions, i + 1, casting.mention(doc, at, who))
  who.n = (who.n or 0) + 1
end

-- An unnamed speaker is remembered, so that "he" and "the official" find it.
local function unnamed(doc, cast, source, at)
  local role = source.roles[1]
  local who = {
    full = source.text, head = source.head, roles = {},
    person = not source.plural and role ~= nil or nil,
    gender = role and ROLE[role].gender ~= "" and ROLE[role].gender or nil,
  }
  mention(doc, cast, at, who)
  return source.text, "text", who
end

-- Whether the source may mean somebody called so before.
local function may_recall(source, text, headline)
  if headline then return true end
  return source.definite or not text:find("%s") or text:find("^%S+[’']s%s") ~= nil
    or #source.roles > 0 and OWNER[(text:lower():match("^%a+"))] ~= nil
end

-- speaker, reason, member of the cast (or nil), the source as read; `span` is
-- that of the source, `headline` that it is read after all the text
local function resolve(doc, cast, text, span, last, headline)
  local at = headline and select(2, doc:paragraph(doc:n_paragraphs())) or span[1]
  local source = reading(cast, text)
  if source.gender then
    local who = pronoun(doc, cast, source.gender, at, last)
    if not who then return source.text, "unresolved", nil, source end
    who.gender = who.gender or source.gender
    mention(doc, cast, span[1], who)
    return who.full, "pronoun", who, source
  end
  if source.pronoun then
    local speaker, how, who = other_pronoun(doc, cast, source, at, last)
    return speaker, how, who, source
  end
  local name = source.name
  if not name and not source.plural and not headline then name = apposed(doc, span) end
  local speaker, how, who
  if name then speaker, how, who = named(cast, source, name) end
  if not speaker and may_recall(source, text, headline) then
    speaker, how, who = described(cast, source, at, headline)
    if who and not headline then mention(doc, cast, at, who) end
  end
  if not speaker then speaker, how, who = of_owner(doc, cast, source, at, last) end
  if not speaker then speaker, how, who = unnamed(doc, cast, source, at) end
  return speaker, how, who, source
end

-- Who speaks in direct speech under a bare name is a person.
local function learn_persons(doc, cast)
  for a in doc:each "attribution" do
    local text = a:part_text "source"
    if text and doc:kind(a:parts "content") == "direct"
      and not text:lower():find("^the%s") and not text:find(" and ") then
      local source = reading(cast, text)
      local who = source.name and not source.body and find_in(cast, source.name)
      if who and not who.body and not who.full:find("^%u%u+$") then who.person = true end
    end
  end
end

-- How far from a quotation, in bytes, who acts is beside it.
local ASIDE = 500

-- The one who acts beside a quotation in its paragraph: He nodded. “Yes.”
local function beat(doc, cast, span, last)
  local first, finish = doc:paragraph(doc:paragraph_at(span[1]))
  local best, best_gap
  first, finish = math.max(first, span[1] - ASIDE), math.min(finish, span[2] + ASIDE)
  if doc:sub(first, span[1] - 1):find("[,:]%s*$") then finish = span[1] - 1 end
  for _, c in ipairs(doc:overlapping("clause", first, finish)) do
    if #doc:overlapping("quote", c.first, c.first) == 0 then
      local gap = c.first > span[2] and c.first - span[2] or span[1] - c.first
      if not best_gap or gap < best_gap then best, best_gap = c, gap end
    end
  end
  if not best then return end
  local speaker, how, who = resolve(doc, cast, best:text(), { best.first, best.last }, last)
  if who and who.person and how ~= "unresolved" then return speaker, who end
end

-- Who spoke the part before of a quotation that goes on in a new paragraph.
local function chained(doc, cast, span)
  local list = cast.quotations or doc:quotations()
  cast.quotations = list
  for _, q in ipairs(list) do
    if q.first > span[2] then return end
    local start = q.continued and q.last >= span[1] and list[q.chain]
    if start then
      for _, a in ipairs(doc:overlapping("attribution", start.first, start.last)) do
        local said = cast.said[a.id]
        if said then return said.speaker, said.who end
      end
    end
  end
end

-- A quotation without a source: who acts beside it, whose turn it is in a
-- dialogue, or who went on speaking.
local function unsourced(doc, cast, a, turns, last)
  local span = a:parts "content"[1]
  local paragraph = doc:paragraph_at(span[1])
  local speaker, who = chained(doc, cast, span)
  if speaker then return speaker, "continued", who end
  speaker, who = beat(doc, cast, span, last)
  if speaker then return speaker, "beat", who end
  local one, two = turns[paragraph - 1], turns[paragraph - 2]
  if one and two and one.speaker ~= two.speaker then
    return two.speaker, "turn", two.who
  end
  local same = turns[paragraph]
  if same then return same.speaker, "continued", same.who end
end

-- The longest group at byte `first` that only marks part from byte `last`.
local function group_at(doc, first, last)
  local best
  for _, g in ipairs(doc:overlapping("group", first, first)) do
    if g.first == first and g.last < last and (not best or g.last > best) then
      best = g.last
    end
  end
  if best and not doc:sub(best + 1, last):find("%a") then return best end
end

-- Whether bytes first … last can be a source as they stand: no other verb, no
-- clause, more than a determiner.
local function is_phrase(doc, first, last)
  return last > first and last - first < 120 and not doc:overlap("vg", first, last)
    and not doc:sub(first, last):find('[,;:"“]')
    and not casting.NOT_NAME[doc:sub(first, last):lower()]
end

-- What stands first in the sentence of a cue that has no source: "Ana Reyes of
-- the Harbour Trust, says …".
local function sentence_start(doc, cast, a, last)
  local cue = a:parts "cue"[1]
  if not cue or PASSIVE[(doc:sub(cue[1], cue[2]):lower():match("^%a+"))] then return nil end
  local first, before = doc:sentence(doc:sentence_at(cue[1])), cue[1] - 1
  local finish = group_at(doc, first, before)
    or is_phrase(doc, first, before - 1) and before - 1
  if finish then
    return resolve(doc, cast, doc:sub(first, finish), { first, finish }, last)
  end
end

-- Whether byte `at` is in a headline: a title-cased line, or a first line that
-- no full stop ends.
local function is_head(doc, cast, at)
  if casting.is_headline(doc, cast, doc:sentence_at(at)) then return true end
  return doc:paragraph_at(at) == 1 and doc:n_paragraphs() > 2
    and not doc:sub(doc:paragraph(1)):find("[.!?:,\"'”’][\"'”’]*%s*$")
end

-- Headlines name people by what the text says later of them: they come last.
local function in_order(doc, cast)
  local text, heads = {}, {}
  for a in doc:each "attribution" do
    local first = (a:parts "source"[1] or a:parts "content"[1] or { a.first })[1]
    local head = is_head(doc, cast, first)
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

  local function give(a, headline)
    local source, content = a:parts "source", a:parts "content"
    local text = a:part_text "source"
    local speaker, how, who, read
    if text then
      local span = { source[1][1], source[#source][2] }
      speaker, how, who, read = resolve(doc, cast, text, span, last, headline)
      if who then who.speaks = true end
    elseif content[1] and doc:kind(content) == "direct" then
      speaker, how, who = unsourced(doc, cast, a, turns, last)
    else
      speaker, how, who = sentence_start(doc, cast, a, last)
    end
    if not speaker then return end
    a:set("speaker", speaker)
    a:set("speaker_id", id_of(who or speaker:lower()))
    a:set("resolved_by", how)
    last = { who = who, speaker = speaker, plural = read and read.plural }
    cast.said[a.id] = last
    if content[1] then turns[doc:paragraph_at(content[1][1])] = last end
  end

  local text, heads = in_order(doc, cast)
  for _, a in ipairs(text) do if not told[a.id] then give(a) end end
  for _, a in ipairs(heads) do give(a, true) end
end
